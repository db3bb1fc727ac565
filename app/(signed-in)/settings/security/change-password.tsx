'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { PasswordField } from '@/app/ui/password-field';
import { purposes } from '@/lib/words/reasons';
import { changePasswordAction } from './actions';

const others = (ended: number) =>
  ended === 0
    ? ''
    : ended === 1
      ? ' One other device was signed out.'
      : ` ${ended} other devices were signed out.`;

export function ChangePassword({ passwordMinLength, email }: { passwordMinLength: number; email: string }) {
  const { state, pending, form } = useActionForm(changePasswordAction, {
    purpose: purposes.change_password,
    // Sent twice, the second try would fail because the current password is now wrong.
    repeats: false,
    onDone: () => form.ref.current?.reset(),
  });
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <div role="status" className="empty:hidden">
        {state.status === 'done' ? (
          <Note tone="good">Your password was changed.{others(state.data?.ended ?? 0)}</Note>
        ) : null}
      </div>
      {/* Tells password managers whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" defaultValue={email} />
      <PasswordField
        label="Current password"
        name="currentPassword"
        autoComplete="current-password"
        error={state.fields?.currentPassword}
        required
      />
      <PasswordField
        label="New password"
        name="newPassword"
        autoComplete="new-password"
        hint={`At least ${passwordMinLength} characters; a few unrelated words work well.`}
        error={state.fields?.newPassword}
        required
      />
      <SubmitButton className="self-start" pending={pending} pendingLabel="Changing…">
        Change password
      </SubmitButton>
    </form>
  );
}
