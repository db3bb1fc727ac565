'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { toast } from '@/app/ui/toaster';
import { purposes } from '@/lib/words/reasons';
import { cancelChangeAction, changeEmailAction } from './actions';

type Props = {
  email: string;
  /** The new address, not confirmed yet. */
  pending: string | undefined;
  lifetime: string;
  undoPeriod: string;
  needsProof: boolean;
};

export function EmailForm({ email, pending: waiting, lifetime, undoPeriod, needsProof }: Props) {
  const { state, pending, form } = useActionForm(changeEmailAction, {
    purpose: purposes.change_email,
    onDone: () => form.ref.current?.reset(),
  });
  return (
    <div className="flex max-w-md flex-col gap-4">
      <p>
        Your address is{' '}
        <strong className="font-medium">
          <PersonText>{email}</PersonText>
        </strong>
        .
      </p>
      {waiting ? <Waiting email={waiting} lifetime={lifetime} /> : null}
      <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
        <FormMessage state={state} />
        <Field
          label="New email"
          name="email"
          type="email"
          autoComplete="email"
          hint={`We'll send a link there. When you open it, the new address takes over and every device is signed out, except the browser you open it in. We'll tell your old address, which can undo it for ${undoPeriod}.`}
          defaultValue={state.values?.email}
          error={state.fields?.email}
          required
        />
        <SubmitButton
          className="self-start"
          pending={pending}
          pendingLabel="Sending link…"
          aria-describedby={needsProof ? 'email-proof' : undefined}
        >
          Change email
        </SubmitButton>
        <ProofHint id="email-proof" needsProof={needsProof} />
      </form>
    </div>
  );
}

function Waiting({ email, lifetime }: { email: string; lifetime: string }) {
  const { state, pending, form } = useActionForm(cancelChangeAction, {
    onDone: () => toast('Your address stays as it is.'),
  });
  return (
    <Note
      role="status"
      tone="info"
      actions={
        <form {...form}>
          <SubmitButton size="sm" variant="secondary" pending={pending}>
            Cancel change
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      Waiting for <PersonText className="font-medium">{email}</PersonText> to confirm. The link we sent there
      expires in {lifetime}.
    </Note>
  );
}
