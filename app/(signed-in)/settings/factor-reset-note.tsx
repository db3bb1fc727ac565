'use client';

import { SubmitButton } from '@/app/ui/button';
import { FormMessage } from '@/app/ui/form-message';
import { Note } from '@/app/ui/note';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useActionForm } from '@/app/ui/use-action-form';
import { keepFactors } from './factor-reset-actions';

type Props = { readonly until: string; readonly now: string; readonly zone: string | undefined };

/** Loud: whoever did not ask for it finds it wherever they look. */
export function FactorResetNote({ until, now, zone }: Props) {
  const { state, pending, form } = useActionForm(keepFactors, {
    onDone: () => toast('It is stopped. Your second factors stay.'),
  });
  return (
    <Note tone="warn" className="mb-6">
      <p>
        Somebody who knows your password asked to remove your second factors. We mail the link for it{' '}
        <Time at={until} now={now} zone={zone} />, unless it is stopped. If it was not you, stop it and change
        your password.
      </p>
      <form {...form} className="mt-3 flex flex-col items-start gap-2">
        <FormMessage state={state} />
        <SubmitButton size="sm" variant="secondary" pending={pending} pendingLabel="Stopping…">
          Keep my second factors
        </SubmitButton>
      </form>
    </Note>
  );
}
