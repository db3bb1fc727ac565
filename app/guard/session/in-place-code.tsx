'use client';

import { useState } from 'react';
import { withAnswer } from '@/app/guard/passkey/ask';
import { otherProof, SecondProof } from '@/app/guard/passkey/second-proof';
import { Button } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import type { Action, CodeQuestion, SignInAnswer } from '@/lib/web/guards/action-state';
import { CodeFields } from '../forms/code-fields';
import { DeviceEvidenceField } from '../forms/device-evidence-field';
import { FormMessage } from '../forms/form-message';
import { useActionForm } from '../forms/use-action-form';

type Props = {
  readonly question: CodeQuestion;
  readonly finish: Action<SignInAnswer>;
  readonly onSignedIn: (userId: string | undefined) => void;
  /** Back to the password. */
  readonly startOver: () => void;
};

const takeFocus = (field: HTMLInputElement | null) => field?.focus();

/** The second half of signing in without leaving the page. */
export function InPlaceCode({ question, finish, onSignedIn, startOver }: Props) {
  const [recovery, setRecovery] = useState(false);
  const { state, pending, submit, form } = useActionForm(finish, {
    repeats: false,
    onDone: ({ data }) => onSignedIn(data?.userId),
  });
  const { passkey = false, app = true } = question;
  const answered = (answer: string) => void submit(withAnswer(form.ref.current, answer));
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
      <DeviceEvidenceField />
      <SecondProof passkey={passkey} app={app} recovery={recovery} pending={pending} onAnswer={answered}>
        {/* The other kind of code has its own field, which takes the focus as the first one did. */}
        <CodeFields
          key={recovery ? 'recovery' : 'app'}
          state={state}
          recovery={recovery}
          code={recovery || app}
          trustFor={question.trustFor}
          codeRef={takeFocus}
        />
      </SecondProof>
      <Button onClick={() => setRecovery(!recovery)} wide>
        {otherProof({ recovery, passkey })}
      </Button>
    </form>
  );
}
