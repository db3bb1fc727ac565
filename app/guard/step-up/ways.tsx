'use client';

import type { RefObject } from 'react';
import { passkeyQuestions } from '@/app/guard/passkey/ask';
import { UsePasskey } from '@/app/guard/passkey/passkey-button';
import { PasswordField } from '@/app/ui/password-field';
import type { ActionState } from '@/lib/web/guards/action-state';
import { codeSourceWords } from '@/lib/words/features';
import { CodeField } from '../forms/code-fields';

type Way = {
  readonly state: ActionState;
  /** Takes the focus when the question appears. */
  readonly first?: RefObject<HTMLInputElement | null> | undefined;
};

type ByFactorProps = Way & {
  /** The account has a passkey, which is offered first. */
  readonly passkey: boolean;
  readonly pending: boolean;
  readonly onAnswer: (answer: string) => void;
};

/** For an account with a second factor: a passkey if there is one, or a code of either kind. */
export function ByFactor({ state, first, passkey, pending, onAnswer }: ByFactorProps) {
  return (
    <>
      {passkey ? <UsePasskey path={passkeyQuestions.stepUp} pending={pending} onAnswer={onAnswer} /> : null}
      <CodeField
        hint={`${passkey ? 'Or a code from' : 'From'} ${codeSourceWords}.`}
        numeric={false}
        error={state.fields?.code}
        codeRef={passkey ? undefined : first}
      />
    </>
  );
}

export function ByPassword({ state, first, email }: Way & { readonly email: string }) {
  return (
    <>
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="email" value={email} autoComplete="username" readOnly hidden tabIndex={-1} />
      <PasswordField
        name="password"
        autoComplete="current-password"
        ref={first}
        error={state.fields?.password}
        required
      />
    </>
  );
}
