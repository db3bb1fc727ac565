'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { mailPasswordLinkAction } from './password-link-actions';

/** For someone without a password: there is no current one to ask for, so their mail has to vouch for them. */
export function ChoosePassword({ email, lifetime }: { email: string; lifetime: string }) {
  const { state, pending, form } = useActionForm(mailPasswordLinkAction, { repeats: false });
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <p>
        Your account has no password. We'll email a link to choose one to <PersonText>{email}</PersonText>.
        When you choose it, every device is signed out.
      </p>
      <FormMessage state={state} />
      <div role="status" className="empty:hidden">
        {state.status === 'done' ? (
          <Note tone="good">The link is on its way. It expires in {lifetime} and works once.</Note>
        ) : null}
      </div>
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Sending…">
        Email me a link to choose a password
      </SubmitButton>
    </form>
  );
}
