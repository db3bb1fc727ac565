'use client';

import { useEffect, useRef } from 'react';
import { Note } from '@/app/ui/note';
import type { ActionState } from '@/lib/web/guards/action-state';
import { ReloadButton } from '../answers/reload-button';

/** What an action says about the form as a whole; read out when it appears. A field at fault takes the focus. */
export function FormMessage({ state }: { state: ActionState }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status !== 'invalid') return;
    place.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);
  const trouble = state.status !== 'idle' && state.status !== 'done';
  const message =
    state.message ??
    (state.status === 'signed_out' ? 'Your session has ended. Sign in to carry on.' : undefined);
  return (
    <div ref={place} aria-live="polite" className="empty:hidden">
      {trouble && message ? (
        <Note
          tone={state.status === 'unavailable' || state.retryAfterSeconds ? 'warn' : 'danger'}
          actions={state.next === 'reload' ? <ReloadButton /> : undefined}
        >
          {message}
        </Note>
      ) : null}
    </div>
  );
}
