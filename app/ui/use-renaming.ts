'use client';

import { useEffect, useRef, useState } from 'react';

/** Whether a thing's line is a form for its name. When the form closes, focus is back on the button that opened it. */
export function useRenaming(asked = false) {
  const [open, setOpen] = useState(asked);
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
