'use client';

import { useEffect, useRef } from 'react';
import type { StepUpWay } from '@/lib/proof';
import type { GuardView } from '@/lib/session/countdown';
import type { Action } from '@/lib/web/guards/action-state';
import { ownRuleSentences } from '@/lib/words/organizations';
import { StepUpForm } from '../step-up/step-up-form';
import { tellTabs } from './channel';
import type { Recheck } from './in-place-sign-in';
import { Sheet } from './locked';

type Props = {
  /** The rule of the page's organization that put it away; undefined where it was idle for too long. */
  readonly rule: OwnRule | undefined;
  readonly email: string;
  readonly stepUp: Action;
  readonly ways: readonly StepUpWay[];
  readonly recheck: Recheck;
};

type OwnRule = Extract<GuardView, { kind: 'put_away'; because: unknown }>;

const proveWords = ([strongest]: readonly StepUpWay[]) =>
  strongest === 'passkey'
    ? 'Use your passkey'
    : strongest === 'password'
      ? 'Enter your password'
      : strongest === 'email_code'
        ? 'Enter a code from your email'
        : 'Enter a code';

/** Replaces a sensitive page that was idle for too long. The session lives on, and so does everything that was typed. */
export function PutAway({ rule, email, stepUp, ways, recheck }: Props) {
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => password.current?.focus(), []);
  return (
    <Sheet title="Confirm it's you">
      <p role="status" className="mb-5 text-muted">
        {rule
          ? ownRuleSentences(rule.organization)[rule.because]
          : 'Nobody used this page for a while, so it was put away.'}{' '}
        This does not sign you out. {proveWords(ways)} and it comes back as it was.
      </p>
      <StepUpForm
        action={stepUp}
        email={email}
        ways={ways}
        passwordRef={password}
        onProven={async () => {
          await recheck('look');
          tellTabs();
        }}
      />
    </Sheet>
  );
}
