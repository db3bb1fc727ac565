'use client';

import { useEffect, useRef, useState } from 'react';
import { waitsFor } from '../answers/typed-over-reload';
import { useSessionGuard } from '../session/context';

/**
 * Whether a thing's line shows its rename form, also after a reload that keeps what was typed. When the form closes, focus
 * returns to the button that opened it.
 */
export function useRenaming(id: string, asked = false) {
  const [open, setOpen] = useState(asked);
  const owner = useSessionGuard()?.userId;
  useEffect(() => {
    if (waitsFor(id, owner)) setOpen(true);
  }, [id, owner]);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  const begin = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    setOpen(true);
  };
  return { open, begin, end: () => setOpen(false), button };
}
