'use client';

import { useState } from 'react';
import { Button } from '@/app/ui/button';
import { useSessionGuard } from '../session/context';
import { keepTyped } from './typed-over-reload';

/** Reloads the page and keeps what was typed. */
export function ReloadButton() {
  const guard = useSessionGuard();
  const [refused, setRefused] = useState(false);
  const press = () => {
    if (keepTyped(guard?.userId)) location.reload();
    else setRefused(true);
  };
  if (refused)
    return (
      <p>
        This browser can't keep anything over a reload. Copy what you typed, then reload the page yourself.
      </p>
    );
  return (
    <Button size="sm" onClick={press}>
      Reload the page
    </Button>
  );
}
