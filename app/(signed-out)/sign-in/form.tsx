'use client';

import Link from 'next/link';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { DeviceEvidenceField } from '@/app/ui/device-evidence-field';
import { Field } from '@/app/ui/field';
import { FormMessage } from '@/app/ui/form-message';
import { PasswordField } from '@/app/ui/password-field';
import { useActionForm } from '@/app/ui/use-action-form';
import { signIn } from './actions';

export function SignInForm({ next, email }: { next: string; email: string | undefined }) {
  const { state, pending, form } = useActionForm(signIn);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={state.values?.email ?? email}
        error={state.fields?.email}
        required
      />
      <PasswordField
        name="password"
        autoComplete="current-password"
        error={state.fields?.password}
        required
      />
      <Link href="/forgot-password" className="-mt-2 self-start text-link">
        Forgot password?
      </Link>
      <Checkbox
        name="remember"
        label="Keep me signed in on this device"
        hint="Leave this off on a device that others use."
        defaultChecked={state.values?.remember === 'on'}
      />
      <DeviceEvidenceField />
      <SubmitButton pending={pending} pendingLabel="Signing in…" wide>
        Sign in
      </SubmitButton>
    </form>
  );
}
