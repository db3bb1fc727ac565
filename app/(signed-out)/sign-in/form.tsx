'use client';

import Link from 'next/link';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { DeviceEvidenceField } from '@/app/ui/device-evidence-field';
import { EmailField } from '@/app/ui/email-field';
import { FormMessage } from '@/app/ui/form-message';
import { passkeyQuestions, withAnswer } from '@/app/ui/passkey/ask';
import { PasskeyButton } from '@/app/ui/passkey/passkey-button';
import { useOffered } from '@/app/ui/passkey/use-offered';
import { PasswordField } from '@/app/ui/password-field';
import { useActionForm } from '@/app/ui/use-action-form';
import { useLatestState } from '@/app/ui/use-latest-state';
import { signIn } from './actions';
import { signInByPasskey } from './passkey-actions';

export function SignInForm({ next, email }: { next: string; email: string | undefined }) {
  const { state, pending, form } = useActionForm(signIn);
  const passkey = useActionForm(signInByPasskey, { repeats: false });
  const latest = useLatestState(state, passkey.state);
  // The page's own fields go along: where to go next, and whether to stay signed in.
  const answered = (answer: string) => void passkey.submit(withAnswer(form.ref.current, answer));
  const offerAgain = useOffered(passkeyQuestions.signIn, answered);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={latest} />
      <input type="hidden" name="next" value={next} />
      <EmailField
        autoComplete="username webauthn"
        defaultValue={state.values?.email ?? email}
        error={state.fields?.email}
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
      <PasskeyButton
        path={passkeyQuestions.signIn}
        pending={passkey.pending}
        onAnswer={answered}
        onCancel={offerAgain}
        wide
      >
        Sign in with a passkey
      </PasskeyButton>
    </form>
  );
}
