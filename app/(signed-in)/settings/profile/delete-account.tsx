'use client';

import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { purposes } from '@/lib/words/reasons';
import { deleteAccountAction } from './actions';

/** `grace`: how long the link in the mail can bring the account back. */
export function DeleteAccount({ grace, needsProof }: { grace: string; needsProof: boolean }) {
  return (
    <ConfirmedForm
      action={deleteAccountAction}
      purpose={purposes.delete_account}
      needsProof={needsProof}
      button="Delete my account"
      pendingLabel="Deleting…"
      title="Delete your account?"
      description={`Every device is signed out now. A link in your email brings the account back for ${grace}; after that everything is gone for good.`}
      repeats={false}
      withoutScripts="Yes, delete my account"
    />
  );
}
