'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { keepFactorsAction } from './factor-reset-actions';

type Props = {
  readonly until: string;
  readonly now: string;
  readonly zone: string | undefined;
  readonly hasPassword: boolean;
};

/** Loud, so that a person who did not ask for the reset cannot miss it. */
export function FactorResetNote({ until, now, zone, hasPassword }: Props) {
  const { state, pending, form } = useActionForm(keepFactorsAction, {
    onDone: () => toast('Stopped. Your second factors stay.'),
  });
  return (
    <Note tone="warn" className="mb-6">
      <p>
        Someone who got past the first step of signing in asked to remove your second factors. We'll email the
        link for it <Time at={until} now={now} zone={zone} />, unless you stop it. If this wasn't you, stop
        it, then {hasPassword ? 'change your password and ' : ''}see who else can use your mailbox and
        connected accounts.
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
