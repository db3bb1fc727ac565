'use client';

import { SubmitButton } from '@/app/ui/button';
import { EmailField } from '@/app/ui/email-field';
import { FormMessage } from '@/app/ui/form-message';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { useActionForm } from '@/app/ui/use-action-form';
import { sendResetLink } from './actions';

export function ForgotPasswordForm({ minutes }: { minutes: string }) {
  const { state, pending, form } = useActionForm(sendResetLink);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <div role="status" className="empty:hidden">
        {state.status === 'done' ? (
          <Note tone="good" title="Check your email">
            If there is an account with <PersonText>{state.data?.email ?? ''}</PersonText>, a link to choose a
            new password is on its way. It works for {minutes}. Nothing there after a minute? Look in the spam
            folder.
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
