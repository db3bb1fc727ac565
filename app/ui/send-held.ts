/** Sends a form that is held in memory until the server has said what became of it. */

import { unstable_rethrow } from 'next/navigation';
import { type Action, type ActionState, idle } from '@/lib/web/action-state';
import type { SessionGuardHandle } from './session-guard/context';
import type { StepUp } from './step-up/context';

const lost: ActionState<never> = {
  status: 'unavailable',
  message: "Can't reach the server. What you typed is still here. Try again in a moment.",
};
export const tryingAgain: ActionState<never> = {
  status: 'unavailable',
  message: "Can't reach the server. What you typed is still here. Trying again…",
};

/** Milliseconds before each further try after the connection was lost. */
const pauses = [500, 1500, 4000];

/** A session that ends again and again while an action waits for it is not going to take it. */
const mostSignIns = 3;

export type Outcome<Data> = ActionState<Data> | 'leaving' | 'cancelled';

export const isThrough = (outcome: Outcome<unknown>) =>
  outcome === 'leaving' || (outcome !== 'cancelled' && outcome.status === 'done');

type Holding = {
  /** Completes "Confirm it's you to …". */
  readonly purpose: string;
  readonly stepUp: StepUp | null;
  readonly guard: SessionGuardHandle | null;
  /** Whether it may be sent again on its own. */
  readonly repeats: boolean;
  readonly onTrouble: () => void;
};

/**
 * The form waits here as it was filled in, and goes through by itself once the connection is back, the same person is
 * signed in again, or has proven who they are. Another person's sign-in discards it.
 */
export async function sendHeld<Data>(
  action: Action<Data>,
  form: FormData,
  holding: Holding,
): Promise<Outcome<Data>> {
  const waits = holding.repeats && holding.guard ? [...pauses] : [];
  for (let signIns = 0; ; ) {
    const answer = await call(action, form);
    if (answer === 'leaving') return answer;
    let next: 'again' | Outcome<Data> = answer;
    if (answer === lost && waits.length > 0) next = await reconnected(waits.shift(), holding);
    else if (answer.status === 'signed_out') next = await signedInAgain(answer, signIns++, holding);
    else if (answer.status === 'step_up_required') next = await proven(answer, holding);
    if (next !== 'again') return next;
  }
}

/** The connection may come back sooner than the pause ends. */
function reconnected(milliseconds: number | undefined, { onTrouble }: Holding): Promise<'again'> {
  onTrouble();
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

async function signedInAgain<Data>(answer: ActionState<Data>, before: number, holding: Holding) {
  const { guard, repeats } = holding;
  const event = await guard?.recheck();
  if (!guard || !repeats || before >= mostSignIns) return answer;
  if (event?.type === 'unreachable') return lost;
  if (event?.type === 'ended' && !(await guard.whenBack())) return 'cancelled';
  // Somebody else is signed in here now: the page is theirs to load anew, and this is not theirs to send.
  if (event?.type === 'answered' && event.word.userId !== guard.userId) return 'cancelled';
  return 'again';
}

async function proven<Data>(answer: ActionState<Data>, { stepUp, purpose }: Holding) {
  if (!stepUp) return answer;
  return (await stepUp.confirm(purpose)) ? 'again' : 'cancelled';
}

async function call<Data>(action: Action<Data>, form: FormData): Promise<ActionState<Data> | 'leaving'> {
  try {
    return await action(idle as ActionState<Data>, form);
  } catch (error) {
    // A redirect: the router is already on its way.
    return isNavigation(error) ? 'leaving' : lost;
  }
}

function isNavigation(error: unknown): boolean {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}
