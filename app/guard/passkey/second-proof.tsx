'use client';

import type { ReactNode } from 'react';
import { passkeyQuestions } from '@/app/guard/passkey/ask';
import { UsePasskey } from '@/app/guard/passkey/passkey-button';
import { SubmitButton } from '@/app/ui/button';

type Props = {
  /** What the person has besides recovery codes. */
  readonly passkey: boolean;
  readonly app: boolean;
  /** Asks for a recovery code instead of both. */
  readonly recovery: boolean;
  readonly pending: boolean;
  readonly onAnswer: (answer: string) => void;
  readonly children: ReactNode;
};

/**
 * The proof for the second half of a sign-in: the passkey first, and below it the code, whose fields are `children`. Where no
 * code can be typed, `children` go along with the passkey.
 */
export function SecondProof({ passkey, app, recovery, pending, onAnswer, children }: Props) {
  const code = recovery || app;
  const byPasskey =
    passkey && !recovery ? (
      <UsePasskey path={passkeyQuestions.secondFactor} pending={pending} onAnswer={onAnswer} />
    ) : null;
  if (!code)
    return (
      <>
        {children}
        {byPasskey}
      </>
    );
  return (
    <>
      {byPasskey ? (
        <>
          {byPasskey}
          <p className="flex items-center gap-3 text-[0.8125rem] text-muted before:h-px before:flex-1 before:bg-edge after:h-px after:flex-1 after:bg-edge">
            or with a code
          </p>
        </>
      ) : null}
      {children}
      <SubmitButton
        variant={byPasskey ? 'secondary' : 'primary'}
        pending={pending}
        pendingLabel="Checking…"
        wide
      >
        Continue
      </SubmitButton>
    </>
  );
}

/** Leads from one kind of code to the other. */
export function otherProof({ recovery, passkey }: Pick<Props, 'recovery' | 'passkey'>): string {
  if (!recovery) return 'Use a recovery code';
  return passkey ? 'Use something else' : 'Use the authenticator app';
}
