'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { AlertDialog } from '@/app/ui/dialog';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { purposes } from '@/lib/web/messages';
import { deleteAccount } from './actions';

type Props = { grace: string; needsProof: boolean };

/** Asks before it acts, however fresh the proof is. Without scripts the form acts as it stands: the mail has the way back. */
export function DeleteAccount({ grace, needsProof }: Props) {
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const { state, pending, submit, form } = useActionForm(deleteAccount, {
    purpose: purposes.delete_account,
    repeats: false,
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const confirmed = () => {
    setAsking(false);
    if (form.ref.current) void submit(new FormData(form.ref.current));
  };
  return (
    <>
      <form {...form} onSubmit={ask} className="flex flex-col items-start gap-2">
        <FormMessage state={state} />
        <SubmitButton
          variant="danger"
          pending={pending}
          pendingLabel="Deleting…"
          aria-describedby={needsProof ? 'delete-account-proof' : undefined}
        >
          Delete my account
        </SubmitButton>
        {needsProof ? (
          <p id="delete-account-proof" className="text-[0.8125rem] text-muted">
            We will ask for your password first.
          </p>
        ) : null}
      </form>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        initialFocus={cancel}
        title="Delete your account?"
        description={`Every device is signed out now. A link in your email brings the account back for ${grace}; after that everything is gone for good.`}
        actions={
          <>
            <Button ref={cancel} onClick={() => setAsking(false)}>
              Cancel
            </Button>
            <Button variant="danger" onClick={confirmed}>
              Delete my account
            </Button>
          </>
        }
      />
    </>
  );
}
