/** Sends a form that is held in memory until the server has said what became of it. */

import type { Action, ActionState } from '@/lib/web/guards/action-state';
import { type Trouble, type Typed, troubleState, troubles, withKept } from '@/lib/web/guards/answers';
import { type Called, callAction } from '../answers/call-action';
import type { SessionGuardHandle } from '../session/context';
import type { StepUp } from '../step-up/context';

/** Milliseconds before each retry after trouble that may pass by itself. */
const pauses = [500, 1500, 4000];

/** A session that keeps ending while an action waits for it will not accept the action next time either. */
const mostSignIns = 3;

/** `taken`: somebody else has signed in here, and the page is not theirs. */
export type Outcome<Data> = ActionState<Data> | 'leaving' | 'cancelled' | 'taken';

// only: drafts, from here
export const isThrough = (outcome: Outcome<unknown>) =>
  outcome === 'leaving' || (typeof outcome !== 'string' && outcome.status === 'done');

// only: drafts, to here
type Holding = {
  /** Completes "Confirm it's you to …". */
  readonly purpose: string;
  readonly stepUp: StepUp | null;
  readonly guard: SessionGuardHandle | null;
  /** Whether it may be sent again by itself. */
  readonly repeats: boolean;
  /** What the form holds. */
  readonly typed: Typed;
  readonly fromLink?: boolean | undefined;
  /** It is about to be sent again. */
  readonly onTrouble: (state: ActionState<never>) => void;
};

type Next<Data> = 'again' | Outcome<Data>;

/**
 * Holds the form as it was filled in. It goes through once the connection is back, or once the same person has signed in again
 * or proven who they are. Another person's sign-in discards it.
 */
export async function sendHeld<Data>(
  action: Action<Data>,
  form: FormData,
  holding: Holding,
): Promise<Outcome<Data>> {
  const waits = holding.repeats && holding.guard ? [...pauses] : [];
  for (let signIns = 0; ; ) {
    const called = await callAction(action, form);
    let next: Next<Data>;
    if (called.kind === 'leaving') return 'leaving';
    if (called.kind === 'trouble') next = await afterTrouble(called, waits, holding);
    else if (called.state.status === 'signed_out')
      next = await signedInAgain(called.state, signIns++, holding);
    else next = await proven(withKept(called.state, holding), holding);
    if (next !== 'again') return next;
  }
}

/** Retries if that can help, and otherwise says what can. */
async function afterTrouble<Data>(
  { trouble, retryAfterSeconds }: Extract<Called<Data>, { kind: 'trouble' }>,
  waits: number[],
  holding: Holding,
): Promise<Next<Data>> {
  const { typed, fromLink } = holding;
  if (trouble === 'signed_out') return afterForeignWord(holding);
  if (!troubles[trouble].retried || waits.length === 0)
    return troubleState(trouble, { typed, fromLink, retryAfterSeconds });
  holding.onTrouble(troubleState(trouble, { typed, trying: true }));
  return reconnected(waits.shift());
}

/** It says "sign in", but not in our actions' words, so we ask our own server whether the session has ended. */
async function afterForeignWord<Data>(holding: Holding): Promise<Next<Data>> {
  const { guard, typed, fromLink } = holding;
  const event = await guard?.recheck();
  const trouble: Trouble =
    event?.type === 'ended' ? 'signed_out' : event?.type === 'unreachable' ? event.trouble : 'refused';
  return troubleState(trouble, { typed, fromLink });
}

/** The connection may come back sooner than the pause ends. */
function reconnected(milliseconds: number | undefined): Promise<'again'> {
  return new Promise((done) => {
    const timer = setTimeout(finish, milliseconds);
    window.addEventListener('online', finish);
    function finish() {
      clearTimeout(timer);
      window.removeEventListener('online', finish);
      done('again');
    }
  });
}

async function signedInAgain<Data>(
  answer: ActionState<Data>,
  before: number,
  { guard, repeats, typed }: Holding,
): Promise<Next<Data>> {
  const event = await guard?.recheck();
  // Somebody else is signed in here now: they may reload the page, but this form is not theirs to send.
  if (event?.type === 'answered' && event.word.userId !== guard?.userId) return 'taken';
  if (!guard || !repeats || before >= mostSignIns) return answer;
  if (event?.type === 'unreachable') return troubleState(event.trouble, { typed });
  if (event?.type === 'ended' && !(await guard.whenBack())) return 'taken';
  return 'again';
}

async function proven<Data>(answer: ActionState<Data>, { stepUp, purpose }: Holding): Promise<Next<Data>> {
  if (answer.status !== 'step_up_required' || !stepUp) return answer;
  return (await stepUp.confirm(purpose)) ? 'again' : 'cancelled';
}
