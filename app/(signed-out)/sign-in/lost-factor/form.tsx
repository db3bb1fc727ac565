'use client';

import { SubmitButton } from '@/app/ui/button';
import { FormMessage } from '@/app/ui/form-message';
import { Note } from '@/app/ui/note';
import { useActionForm } from '@/app/ui/use-action-form';
import { beginWait } from './actions';

export function BeginWait({ wait }: { wait: string }) {
  const { state, pending, form } = useActionForm(beginWait, { repeats: false });
  if (state.status === 'done' && state.data)
    return (
      <Note role="status" tone="good">
        The wait has begun. On {state.data.until} we mail you a link that removes your second factors. Every
        address of your account was told just now; signing in with one of them stops it.
      </Note>
    );
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <SubmitButton variant="danger" pending={pending} pendingLabel="Starting…" wide>
        Start the {wait} wait
      </SubmitButton>
    </form>
  );
}
