'use client';

import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { Dialog } from '@/app/ui/dialog';
import type { StepUpWay } from '@/lib/proof';
import type { Action } from '@/lib/web/guards/action-state';
import { useSessionGuard } from '../session/context';
import { StepUpContext } from './context';
import { StepUpForm } from './step-up-form';

type Question = { readonly purpose: string; readonly answer: (proven: boolean) => void };

/** Asks for proof over the page, for any part of it; the page behind stays as it is. */
export function StepUpProvider({
  action,
  email,
  ways,
  children,
}: {
  action: Action;
  email: string;
  ways: readonly StepUpWay[];
  children: ReactNode;
}) {
  const [question, setQuestion] = useState<Question>();
  const password = useRef<HTMLInputElement>(null);

  const guard = useSessionGuard();
  const confirm = useCallback(
    (purpose: string) =>
      new Promise<boolean>((answer) => {
        setQuestion({ purpose, answer });
        // The session ended during the question: a person who signs in again has just given the proof.
        void guard?.whenBack().then((back) => {
          answer(back);
          setQuestion((asked) => (asked?.answer === answer ? undefined : asked));
        });
      }),
    [guard],
  );
  const close = useCallback(
    (proven: boolean) => {
      question?.answer(proven);
      setQuestion(undefined);
    },
    [question],
  );
  const stepUp = useMemo(() => ({ confirm, ways }), [confirm, ways]);

  return (
    <StepUpContext.Provider value={stepUp}>
      {children}
      <Dialog
        open={question !== undefined}
        onOpenChange={(open) => {
          if (!open) close(false);
        }}
        title="Confirm it's you"
        description={`Confirm it's you to ${question?.purpose ?? 'continue'}.`}
        initialFocus={password}
        size="sm"
      >
        <StepUpForm
          action={action}
          email={email}
          ways={ways}
          passwordRef={password}
          onProven={() => close(true)}
          onCancel={() => close(false)}
        />
      </Dialog>
    </StepUpContext.Provider>
  );
}
