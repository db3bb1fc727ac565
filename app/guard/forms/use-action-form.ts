/** Submits a form to a server action so that nothing typed is lost: not to a slow network, not to step-up, not to an ended session. */

'use client';

import { type FormEvent, useActionState, useCallback, useRef, useState } from 'react';
import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import {
  type Action,
  type ActionState,
  actingAsField,
  idempotencyKeyField,
  idle,
} from '@/lib/web/guards/action-state';
import { typedIn } from '../answers/controls';
import { noteUnsure } from '../answers/typed-over-reload';
import { useTypedBack } from '../answers/use-typed-back';
import { useDraft } from '../draft/use-draft';
import { useSessionGuard } from '../session/context';
import { useStepUp } from '../step-up/context';
import { isThrough, type Outcome, sendHeld } from './send-held';

type Options<Data> = {
  /** Completes "Confirm it's you to …"; needed where the action demands recent proof. */
  readonly purpose?: string;
  readonly onDone?: (state: ActionState<Data>) => void;
  /** What `openDraft` gave the page: what is typed is kept on the server until it went through. */
  readonly draft?: DraftBody;
  /** What the fields hold when nobody has typed anything. */
  readonly saved?: DraftFields;
  /** Off for signing in, proving and signing out: they are not repeated on their own. */
  readonly repeats?: boolean;
  /** The page stands on a link from a mail, which cannot be loaded again. */
  readonly fromLink?: boolean;
};

const nothing: DraftFields = {};

function isLeaving(answer: Outcome<unknown>): boolean {
  if (typeof answer === 'string' || !answer.leaveFor) return false;
  window.location.assign(answer.leaveFor);
  return true;
}

/**
 * Without scripts the browser posts the form and the page comes back with the answer. With scripts the form is held
 * in memory until it went through: React would otherwise clear the fields and show an error page on a lost connection.
 */
export function useActionForm<Data>(action: Action<Data>, options: Options<Data> = {}) {
  const { purpose = 'continue', onDone, repeats = true, saved = nothing, fromLink } = options;
  const [served, post] = useActionState(action, idle as ActionState<Data>);
  const [answered, setAnswered] = useState<ActionState<Data>>();
  const [pending, setPending] = useState(false);
  const running = useRef(false);
  const key = useRef<string>(undefined);
  /** An answer was lost: the deed may be done, whatever later tries were told. */
  const unsure = useRef(false);
  const element = useRef<HTMLFormElement>(null);
  const draft = useDraft(options.draft, element, saved);
  const stepUp = useStepUp();
  const guard = useSessionGuard();
  const state = answered ?? served;
  // A reload in the middle of it does not make another submission of it.
  useTypedBack(element, (sentUnder) => {
    key.current = sentUnder;
    unsure.current = true;
  });

  const send = useCallback(
    (form: FormData) =>
      sendHeld(action, form, {
        purpose,
        stepUp,
        guard,
        // What cannot be recognised must not be sent twice.
        repeats: repeats && key.current !== undefined,
        typed: typedIn(element.current),
        fromLink,
        onTrouble: (trying) => {
          unsure.current = true;
          noteUnsure(element.current, key.current);
          setAnswered(trying);
        },
      }),
    [action, purpose, stepUp, guard, repeats, fromLink],
  );

  const submit = async (form: FormData): Promise<ActionState<Data> | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setPending(true);
    await draft?.beforeSend();
    // The same until the server has said what became of it: sent twice, it is done once.
    key.current ??= crypto.randomUUID?.();
    if (key.current) form.set(idempotencyKeyField, key.current);
    if (guard) form.set(actingAsField, guard.userId);
    const answer = await send(form);
    if (answer === 'taken') draft?.stop();
    else draft?.afterSend(isThrough(answer));
    // On the way to another page the button keeps waiting, so that it cannot be pressed again.
    if (answer === 'leaving' || isLeaving(answer)) return undefined;
    return settle(answer);
  };

  const settle = (answer: Exclude<Outcome<Data>, 'leaving'>) => {
    running.current = false;
    setPending(false);
    const said = typeof answer === 'string' ? undefined : answer;
    if (said?.status === 'unavailable') unsure.current = true;
    if (said?.status === 'done' || said?.wentThroughBefore || !unsure.current) {
      key.current = undefined;
      unsure.current = false;
    }
    noteUnsure(element.current, unsure.current ? key.current : undefined);
    setAnswered(said);
    // Once signed in again, the page does not go on saying that the session has ended.
    if (said?.status === 'signed_out') void guard?.whenBack().then(() => setAnswered(undefined));
    if (said?.status === 'done') onDone?.(said);
    return said;
  };

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    void submit(new FormData(event.currentTarget, submitter));
  };
  const values: Readonly<Record<string, string | undefined>> = {
    ...saved,
    ...options.draft?.fields,
    ...state.values,
  };
  return {
    state,
    pending,
    submit,
    draft,
    /** What each field starts with. */
    values,
    form: { action: post, onSubmit, ref: element, onInput: draft?.onInput },
  };
}
