'use client';

import { EmailField } from '@/app/guard/forms/email-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { sendResetLinkAction } from './actions';

export function ForgotPasswordForm({ minutes }: { minutes: string }) {
  const { state, pending, form } = useActionForm(sendResetLinkAction);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <div role="status" className="empty:hidden">
        {state.status === 'done' ? (
          <Note tone="good" title="Check your email">
            If there is an account with <PersonText>{state.data?.email ?? ''}</PersonText>, a link to choose a
            new password is on its way. It expires in {minutes} and works once. Nothing after a minute? Check
            your spam folder.
          </Note>
        ) : null}
      </div>
      <EmailField defaultValue={state.values?.email} error={state.fields?.email} />
      <SubmitButton pending={pending} pendingLabel="Sending…" wide>
        Send reset link
      </SubmitButton>
    </form>
  );
}
