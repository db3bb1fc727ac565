/** Submits a form to a server action so that nothing typed is lost: not to a slow network, not to step-up, not to an ended session. */

'use client';

import { type FormEvent, useActionState, useRef, useState } from 'react';
import { useDraft } from '@/app/guard/draft/use-draft';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import { type Action, type ActionState, idle } from '@/lib/web/guards/action-state';
import { typedIn } from '../answers/controls';
import { noteUnsure } from '../answers/typed-over-reload';
import { useTypedBack } from '../answers/use-typed-back';
import { useOrganization } from '../organization/context';
import { useSessionGuard } from '../session/context';
import { useStepUp } from '../step-up/context';
import { HeldForm, type Surroundings } from './held-form';
import { sendHeld } from './send-held';

type Options<Data> = {
  /** Completes "Confirm it's you to …"; needed where the action demands recent proof. */
  readonly purpose?: string;
  readonly onDone?: (state: ActionState<Data>) => void;
  // only: drafts, from here
  /** The result of `openDraft`: what is typed is kept on the server until the form has gone through. */
  readonly draft?: DraftBody;
  // only: drafts, to here
  /** What the fields hold when nobody has typed anything. */
  readonly saved?: Typed;
  /** False for signing in, proving and signing out: they never repeat by themselves. */
  readonly repeats?: boolean;
  /** The page came from a mailed link and cannot be loaded again. */
  readonly fromLink?: boolean;
};

type Typed = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, string | undefined>>;

const nothing: Typed = {};

/**
 * Without scripts the browser posts the form and the page comes back with the answer. With scripts the form is held in memory
 * until it has gone through: otherwise React would clear the fields and show an error page on a lost connection.
 */
export function useActionForm<Data>(action: Action<Data>, options: Options<Data> = {}) {
  const { purpose = 'continue', onDone, repeats = true, saved = nothing, fromLink } = options;
  const [served, post] = useActionState(action, idle as ActionState<Data>);
  const [answered, setAnswered] = useState<ActionState<Data>>();
  const [pending, setPending] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const draft = useDraft(options.draft, element, saved); // only: drafts
  const stepUp = useStepUp();
  const guard = useSessionGuard();
  const organization = useOrganization();
  const state = answered ?? served;
  const surroundings = (): Surroundings<Data> => ({
    send: (form, how) =>
      sendHeld(action, form, { purpose, stepUp, guard, typed: typedIn(element.current), fromLink, ...how }),
    repeats,
    draft, // only: drafts
    guard,
    organization,
    ...browser,
    noteUnsure: (key) => noteUnsure(element.current, key),
    showPending: setPending,
    showAnswer: setAnswered,
    onDone,
  });
  const latest = useRef(surroundings);
  latest.current = surroundings;
  const [held] = useState(() => new HeldForm<Data>(() => latest.current()));
  useTypedBack(element, (sentUnder) => held.mayHaveGoneThrough(sentUnder));
  const submit = (fields: FormData) => held.submit(fields);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => void submit(takenFrom(event));
  const values: Fields = { ...saved, ...options.draft?.fields, ...state.values }; // only: drafts
  // without drafts: const values: Fields = { ...saved, ...state.values };
  const form = { action: post, onSubmit, ref: element, onInput: draft?.onInput }; // only: drafts
  // without drafts: const form = { action: post, onSubmit, ref: element };
  return {
    state,
    pending,
    submit,
    draft, // only: drafts
    /** What each field starts with. */
    values,
    form,
  };
}

const browser = {
  newKey: () => crypto.randomUUID?.(),
  leaveFor: (address: string) => window.location.assign(address),
};

/** The fields, and the button that was pressed; the browser doesn't send them itself. */
function takenFrom(event: FormEvent<HTMLFormElement>): FormData {
  event.preventDefault();
  const { submitter } = event.nativeEvent as SubmitEvent;
  return new FormData(event.currentTarget, submitter);
}
