'use client';

import { useEffect, useRef, useState } from 'react';
import type { Action, CodeQuestion, SignInAnswer } from '@/lib/web/action-state';
import { Button, SubmitButton } from '../button';
import { CodeFields } from '../code-fields';
import { DeviceEvidenceField } from '../device-evidence-field';
import { FormMessage } from '../form-message';
import { Note } from '../note';
import { useActionForm } from '../use-action-form';

type Props = {
  readonly question: CodeQuestion;
  readonly finish: Action<SignInAnswer>;
  readonly onSignedIn: (userId: string | undefined) => void;
  /** Back to the password. */
  readonly startOver: () => void;
};

/** The second half of signing in where the page is. */
export function InPlaceCode({ question, finish, onSignedIn, startOver }: Props) {
  const [recovery, setRecovery] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  const { state, pending, form } = useActionForm(finish, {
    repeats: false,
    onDone: ({ data }) => onSignedIn(data?.userId),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the other kind of code takes the focus as well
  useEffect(() => code.current?.focus(), [recovery]);
  if (state.data?.over)
    return (
      <div className="flex flex-col gap-4">
        <Note role="alert" tone="danger">
          {state.message}
        </Note>
        <Button variant="primary" wide onClick={startOver}>
          Start over
        </Button>
      </div>
    );
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {question.why ? <p className="text-muted">{question.why}</p> : null}
      <CodeFields state={state} recovery={recovery} trustFor={question.trustFor} codeRef={code} />
      <DeviceEvidenceField />
      <SubmitButton pending={pending} pendingLabel="Checking…" wide>
        Continue
      </SubmitButton>
      <Button onClick={() => setRecovery(!recovery)} wide>
        {recovery ? 'Use the authenticator app' : 'Use a recovery code'}
      </Button>
    </form>
  );
}
