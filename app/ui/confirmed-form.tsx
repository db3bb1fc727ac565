'use client';

import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Action } from '@/lib/web/action-state';
import { Button, SubmitButton } from './button';
import type { ButtonLook } from './button-style';
import { AlertDialog } from './dialog';
import { FormMessage } from './form-message';
import { ProofHint } from './proof-hint';
import { useActionForm } from './use-action-form';

export interface ConfirmedFormProps {
  action: Action;
  /** Completes "Confirm it's you to …". */
  purpose: string;
  needsProof: boolean;
  /** On the page and in the dialog alike. */
  button: string;
  pendingLabel: string;
  title: string;
  description: string;
  /** Off for what must not be sent twice on its own. */
  repeats?: boolean;
  /** Where no dialog can ask: a box to tick, which the action looks for as `confirmed`. */
  withoutScripts?: string;
  /** Of the button on the page; the one in the dialog is always that of a danger. */
  look?: ButtonLook;
  /** The id of what the button on the page is about. */
  describedBy?: string;
  /** Hidden fields. */
  children?: ReactNode;
}

/** Asks before it acts, however fresh the proof is: for what is hard to undo. Without scripts the form acts as it stands. */
export function ConfirmedForm(props: ConfirmedFormProps) {
  const { button, pendingLabel, title, description, needsProof, children } = props;
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const hint = useId();
  const { state, pending, submit, form } = useActionForm(props.action, {
    purpose: props.purpose,
    repeats: props.repeats,
  });
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
      <form {...form} onSubmit={ask} className="flex flex-col items-start gap-2">
        <FormMessage state={state} />
        {children}
        {props.withoutScripts ? (
          <noscript>
            <p className="max-w-prose">{description}</p>
            <label className="mt-2 flex items-center gap-2">
              <input type="checkbox" name="confirmed" required className="size-4" />
              {props.withoutScripts}
            </label>
          </noscript>
        ) : null}
        <SubmitButton
          variant="danger"
          {...props.look}
          pending={pending}
          pendingLabel={pendingLabel}
          aria-describedby={[props.describedBy, needsProof && hint].filter(Boolean).join(' ') || undefined}
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
