'use client';

import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { AlertDialog, DialogActions } from '@/app/ui/dialog';
import { FormMessage } from '@/app/ui/form-message';
import { toast } from '@/app/ui/toaster';
import { useActionForm } from '@/app/ui/use-action-form';
import { useHydrated } from '@/app/ui/use-hydrated';
import { revokeOthers } from './actions';
import type { ShownSession } from './shown-session';

type Props = { others: readonly ShownSession[]; needsProof: boolean };

/** Says how many and which before it acts. Without scripts the list above the button says it. */
export function SignOutOthers({ others, needsProof }: Props) {
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const { state, pending, form } = useActionForm(revokeOthers, {
    purpose: 'sign out other sessions',
    onDone: ({ message }) => {
      setOpen(false);
      if (message) toast(message);
    },
  });
  const lock = needsProof ? <LockKeyhole aria-hidden="true" className="size-3.5 text-muted" /> : null;
  if (!hydrated) {
    return (
      <form action={form.action}>
        <SubmitButton variant="secondary">{lock}Sign out other sessions</SubmitButton>
        <FormMessage state={state} />
      </form>
    );
  }
  const count = others.length === 1 ? 'one other session' : `${others.length} other sessions`;
  return (
    <AlertDialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{lock}Sign out other sessions</Button>}
      title={`Sign out ${count}?`}
      description="This device stays signed in. What is signed out has to sign in again."
    >
      <ul className="mb-5 max-h-60 list-disc overflow-y-auto pl-5">
        {others.map((session) => (
          <li key={session.id}>{session.deviceName}</li>
        ))}
      </ul>
      <form {...form} className="flex flex-col gap-3">
        <FormMessage state={state} />
        <DialogActions>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <SubmitButton variant="danger" pending={pending} pendingLabel="Signing out…">
            Sign out {others.length}
          </SubmitButton>
        </DialogActions>
      </form>
    </AlertDialog>
  );
}
