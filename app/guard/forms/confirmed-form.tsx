'use client';

import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import type { ButtonLook } from '@/app/ui/button-style';
import { AlertDialog } from '@/app/ui/dialog';
import type { Action } from '@/lib/web/guards/action-state';
import { ProofHint } from '../step-up/proof-hint';
import { FormMessage } from './form-message';
import { useActionForm } from './use-action-form';

interface Question {
  needsProof: boolean;
  /** The label on the page and in the dialog. */
  button: string;
  pendingLabel: string;
  title: string;
  description: string;
  /** Where no dialog can ask: the label of a box to tick, which the action reads as `confirmed`. */
  withoutScripts?: string;
  /** For the button on the page; the one in the dialog always looks dangerous. */
  look?: ButtonLook;
  /** The ids of what the button on the page is about. */
  describedBy?: string;
  /** Hidden fields. */
  children?: ReactNode;
}

export interface ConfirmedFormProps extends Question {
  action: Action;
  /** Completes "Confirm it's you to …". */
  purpose: string;
  /** False for what must not be sent twice by itself. */
  repeats?: boolean;
  onDone?: () => void;
}

/** Asks before it acts, however fresh the proof is: for what is hard to undo. Without scripts, the form acts directly. */
export function ConfirmedForm({ action, purpose, repeats, onDone, ...question }: ConfirmedFormProps) {
  const held = useActionForm(action, { purpose, repeats, onDone });
  return <AskingForm held={held} {...question} />;
}

type Held = Pick<ReturnType<typeof useActionForm<unknown>>, 'state' | 'pending' | 'form'> & {
  submit: (form: FormData) => Promise<unknown>;
};

export interface AskingFormProps extends Question {
  held: Held;
  /** False while there is nothing to lose: the form then acts at once. */
  asks?: boolean;
}

/** The same for a form whose answer is shown elsewhere. */
export function AskingForm({ held, asks = true, ...question }: AskingFormProps) {
  const { button, pendingLabel, title, description, needsProof, children } = question;
  const { state, pending, submit, form } = held;
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const hint = useId();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const confirmed = () => {
    setAsking(false);
    if (form.ref.current) void submit(new FormData(form.ref.current));
  };
  return (
    <>
      <form {...form} onSubmit={asks ? ask : form.onSubmit} className="flex flex-col items-start gap-2">
        <FormMessage state={state} />
        {children}
        {asks && question.withoutScripts ? (
          <noscript>
            <p className="max-w-prose">{description}</p>
            <label className="mt-2 flex items-center gap-2">
              <input type="checkbox" name="confirmed" required className="size-4" />
              {question.withoutScripts}
            </label>
          </noscript>
        ) : null}
        <SubmitButton
          variant="danger"
          {...question.look}
          pending={pending}
          pendingLabel={pendingLabel}
          aria-describedby={[question.describedBy, needsProof && hint].filter(Boolean).join(' ') || undefined}
        >
          {button}
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
      </form>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        initialFocus={cancel}
        title={title}
        description={description}
        actions={
          <>
            <Button ref={cancel} onClick={() => setAsking(false)}>
              Cancel
            </Button>
            <Button variant="danger" onClick={confirmed}>
              {button}
            </Button>
          </>
        }
      />
    </>
  );
}
