'use client';

import { useEffect, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { beginWaitAction } from './actions';

/** `told`: what to say if a wait is already running. */
export function BeginWait({ wait, next, told }: { wait: string; next: string; told: string | undefined }) {
  const { state, pending, form } = useActionForm(beginWaitAction, { repeats: false });
  const begun = state.status === 'done' ? state.data?.told : undefined;
  if (begun ?? told) return <Begun focus={begun !== undefined}>{begun ?? told}</Begun>;
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton variant="danger" pending={pending} pendingLabel="Starting…" wide>
        Start the {wait} wait
      </SubmitButton>
    </form>
  );
}

/** Replaces the button that had the focus. */
function Begun({ focus, children }: { focus: boolean; children: string | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) place.current?.focus();
  }, [focus]);
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Note role="status" tone="info">
        {children}
      </Note>
    </div>
  );
}
