'use client';

import { DeviceEvidenceField } from '@/app/guard/forms/device-evidence-field';
import { EmailField } from '@/app/guard/forms/email-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { useLatestState } from '@/app/guard/forms/use-latest-state';
import { passkeyQuestions, withAnswer } from '@/app/guard/passkey/ask';
import { PasskeyButton } from '@/app/guard/passkey/passkey-button';
import { useOffered } from '@/app/guard/passkey/use-offered';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { PageLink } from '@/app/ui/page-link';
import { PasswordField } from '@/app/ui/password-field';
import { isOn } from '@/lib/config/features';
import { signInAction } from './actions';
import { signInByPasskeyAction } from './passkey-actions';

export function SignInForm({ next, email }: { next: string; email: string | undefined }) {
  const { state, pending, form } = useActionForm(signInAction);
  const passkey = useActionForm(signInByPasskeyAction, { repeats: false });
  const latest = useLatestState(state, passkey.state);
  // The page's own fields go with it: where to go next, and whether to stay signed in.
  const answered = (answer: string) => void passkey.submit(withAnswer(form.ref.current, answer));
  const offerAgain = useOffered(passkeyQuestions.signIn, answered);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={latest} />
      <input type="hidden" name="next" value={next} />
      <EmailField
        autoComplete={isOn('passkeys') ? 'username webauthn' : 'username'}
        defaultValue={state.values?.email ?? email}
        error={state.fields?.email}
      />
      <PasswordField
        name="password"
        autoComplete="current-password"
        error={state.fields?.password}
        required
      />
      <PageLink href="/forgot-password" className="-mt-2 self-start text-link">
        Forgot password?
      </PageLink>
      <Checkbox
        name="remember"
        label="Keep me signed in on this device"
        hint="Leave this off on a shared device."
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
