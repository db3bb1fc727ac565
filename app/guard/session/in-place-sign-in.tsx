'use client';

import { type RefObject, useState } from 'react';
import { passkeyQuestions, withAnswer } from '@/app/guard/passkey/ask';
import { PasskeyButton } from '@/app/guard/passkey/passkey-button';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { Field } from '@/app/ui/field';
import { PasswordField } from '@/app/ui/password-field';
import { PersonText } from '@/app/ui/person-text';
import { isOn } from '@/lib/config/features';
import type { Action, CodeQuestion, SignInAnswer } from '@/lib/web/guards/action-state';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { DeviceEvidenceField } from '../forms/device-evidence-field';
import { FormMessage } from '../forms/form-message';
import { useActionForm } from '../forms/use-action-form';
import { useLatestState } from '../forms/use-latest-state';
import type { Heard } from './ask-server';
import { tellTabs } from './channel';
import { InPlaceCode } from './in-place-code';

export type Recheck = (kind: 'look') => Promise<Heard>;

/** The password, and the code where the account asks for one. */
export type InPlaceActions = {
  readonly begin: Action<SignInAnswer>;
  readonly finish: Action<SignInAnswer>;
  readonly byPasskey: Action<SignInAnswer>;
};

type InPlaceSignInProps = {
  readonly body: SessionBody;
  readonly signIn: InPlaceActions;
  readonly recheck: Recheck;
  readonly passwordRef?: RefObject<HTMLInputElement | null>;
  /** The page is still this person's: nobody else is meant to sign in. */
  readonly samePerson?: boolean;
};

/** The same person carries on where they were; another person gets a clean start. */
export function InPlaceSignIn({ body, signIn, recheck, passwordRef, samePerson }: InPlaceSignInProps) {
  const [question, setQuestion] = useState<CodeQuestion>();
  const signedIn = async (userId: string | undefined) => {
    if (userId !== body.user.id) return location.assign('/dashboard');
    await recheck('look');
    tellTabs();
  };
  const { state, pending, form } = useActionForm(signIn.begin, {
    repeats: false,
    onDone: ({ data }) => (data?.code ? setQuestion(data.code) : void signedIn(data?.userId)),
  });
  const passkey = useActionForm(signIn.byPasskey, {
    repeats: false,
    onDone: ({ data }) => void signedIn(data?.userId),
  });
  const latest = useLatestState(state, passkey.state);
  const answered = (answer: string) => void passkey.submit(withAnswer(form.ref.current, answer));
  if (question)
    return (
      <InPlaceCode
        question={question}
        finish={signIn.finish}
        onSignedIn={signedIn}
        startOver={() => setQuestion(undefined)}
      />
    );
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={latest} />
      {samePerson ? (
        <p className="font-medium">
          <PersonText>{body.user.email}</PersonText>
          {/* Tells a password manager whose password this is. */}
          <input type="text" name="email" value={body.user.email} autoComplete="username" readOnly hidden />
        </p>
      ) : (
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={body.user.email}
          error={state.fields?.email}
          required
        />
      )}
      <PasswordField
        name="password"
        autoComplete="current-password"
        ref={passwordRef}
        error={state.fields?.password}
        required
      />
      {/* Opens a tab of its own, so this page keeps what it holds. */}
      <a href="/forgot-password" target="_blank" rel="noreferrer" className="-mt-2 self-start text-link">
        Forgot password?
      </a>
      {isOn('emailedCodes') ? (
        <a href="/sign-in/email-code" target="_blank" rel="noreferrer" className="-mt-2 self-start text-link">
          Email me a code instead
        </a>
      ) : null}
      <Checkbox
        name="remember"
        label="Keep me signed in on this device"
        defaultChecked={body.session.remembered}
      />
      <DeviceEvidenceField />
      <SubmitButton pending={pending} pendingLabel="Signing in…" wide>
        Sign in
      </SubmitButton>
      <PasskeyButton path={passkeyQuestions.signIn} pending={passkey.pending} onAnswer={answered} wide>
        Sign in with a passkey
      </PasskeyButton>
    </form>
  );
}
