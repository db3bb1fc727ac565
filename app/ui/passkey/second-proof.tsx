'use client';

import { SubmitButton } from '../button';
import { passkeyQuestions } from './ask';
import { PasskeyButton } from './passkey-button';

type Props = {
  /** What the person has, recovery codes apart. */
  readonly passkey: boolean;
  readonly app: boolean;
  /** A recovery code is asked for in place of both. */
  readonly recovery: boolean;
  readonly pending: boolean;
  readonly onAnswer: (answer: string) => void;
};

/** The buttons of the second half of a sign-in: the passkey first, and the one for a code where a code can be typed. */
export function SecondProof({ passkey, app, recovery, pending, onAnswer }: Props) {
  const offered = passkey && !recovery;
  return (
    <>
      {offered ? (
        <PasskeyButton
          path={passkeyQuestions.secondFactor}
          pending={pending}
          onAnswer={onAnswer}
          variant="primary"
          wide
        >
          Use a passkey
        </PasskeyButton>
      ) : null}
      {recovery || app ? (
        <SubmitButton
          variant={offered ? 'secondary' : 'primary'}
          pending={pending}
          pendingLabel="Checking…"
          wide
        >
          Continue
        </SubmitButton>
      ) : null}
    </>
  );
}

/** Leads from one kind of code to the other. */
export function otherProof({ recovery, passkey }: Pick<Props, 'recovery' | 'passkey'>): string {
  if (!recovery) return 'Use a recovery code';
  return passkey ? 'Use something else' : 'Use the authenticator app';
}
