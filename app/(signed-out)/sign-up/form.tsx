'use client';

import { EmailField } from '@/app/guard/forms/email-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { PasswordField } from '@/app/ui/password-field';
import { signUpAction } from './actions';

export function SignUpForm({ passwordMinLength }: { passwordMinLength: number }) {
  const { state, pending, form } = useActionForm(signUpAction);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={state.values?.name}
        error={state.fields?.name}
        required
      />
      <EmailField defaultValue={state.values?.email} error={state.fields?.email} />
      <PasswordField
        name="password"
        autoComplete="new-password"
        hint={`At least ${passwordMinLength} characters; a few unrelated words work well.`}
        error={state.fields?.password}
        required
      />
      <SubmitButton pending={pending} pendingLabel="Creating account…" wide>
        Create account
      </SubmitButton>
    </form>
  );
}
