/** Calls a server action and tells apart every way in which that can go wrong. */

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { errorDigest } from '@/app/ui/error-digest';
import { type Action, type ActionState, idempotencyKeyField, idle } from '@/lib/web/guards/action-state';
import { type Met, type Trouble, troubleOf } from '@/lib/web/guards/answers';
import { answerTo } from './action-watch';

export type Called<Data> =
  | { readonly kind: 'answered'; readonly state: ActionState<Data> }
  /** A redirect: the router is already on its way. */
  | { readonly kind: 'leaving' }
  | {
      readonly kind: 'trouble';
      readonly trouble: Trouble;
      readonly retryAfterSeconds?: number | undefined;
    };

/** Never throws. */
export async function callAction<Data>(action: Action<Data>, form: FormData): Promise<Called<Data>> {
  const key = String(form.get(idempotencyKeyField) ?? '');
  try {
    const state: ActionState<Data> | undefined = await action(idle as ActionState<Data>, form);
    const met = answerTo(key);
    // It parsed, but it does not answer this call.
    return state?.status ? { kind: 'answered', state } : troubleIn({ ...met, inOurForm: false } as Met);
  } catch (fault) {
    const met = answerTo(key);
    return isNavigation(fault) ? { kind: 'leaving' } : troubleIn(withFault(met ?? guess(fault), fault));
  }
}

const troubleIn = (met: Met): Called<never> => ({
  kind: 'trouble',
  trouble: troubleOf(met),
  retryAfterSeconds: met.answered ? met.retryAfterSeconds : undefined,
});

const withFault = (met: Met, fault: unknown): Met =>
  met.answered ? { ...met, faulty: errorDigest(fault) !== undefined } : met;

/** If nothing watched the call, the error itself has to do. */
function guess(fault: unknown): Met {
  if (fault instanceof TypeError) return { answered: false };
  const unknownAction = unstable_isUnrecognizedActionError(fault);
  return { answered: true, status: unknownAction ? 404 : 200, inOurForm: false, unknownAction };
}

function isNavigation(fault: unknown): boolean {
  try {
    unstable_rethrow(fault);
    return false;
  } catch {
    return true;
  }
}
