/** What an action answers where a flow refuses: a table over the flow's reasons, so that a new reason does not compile without its words. */

import type { Refused } from '../../result';
import { tooOften } from '../../words/reasons';
import type { ActionState } from './action-state';

type Refusal = Refused<string> & { readonly triesLeft?: number };
type Answered = ActionState<never> | Promise<ActionState<never>>;
/** A sentence is for the whole form. */
type Answering<R extends Refusal> = string | ActionState<never> | ((refusal: R) => Answered);

export type RefusalTable<Reason extends string> = {
  readonly [Each in Reason]: Answering<Refusal>;
};

/** Answers a refusal by the table; without an entry for each of its reasons, `otherwise` answers the rest of them. */
export async function refusedState<R extends Refusal, Data = undefined>(
  refusal: R,
  table: RefusalTable<R['reason']>,
): Promise<ActionState<Data>>;
export async function refusedState<R extends Refusal, Known extends R['reason'], Data = undefined>(
  refusal: R,
  table: RefusalTable<Known>,
  otherwise: (reason: Exclude<R['reason'], Known>) => string | ActionState<never>,
): Promise<ActionState<Data>>;
export async function refusedState(
  refusal: Refusal,
  table: Readonly<Record<string, Answering<Refusal>>>,
  otherwise?: (reason: never) => string | ActionState<never>,
): Promise<ActionState<never>> {
  const entry = Object.hasOwn(table, refusal.reason)
    ? table[refusal.reason]
    : otherwise?.(refusal.reason as never);
  const answer = typeof entry === 'function' ? await entry(refusal) : entry;
  if (answer === undefined) throw new Error(`no answer to ${refusal.reason}`);
  return typeof answer === 'string' ? { status: 'refused', message: answer } : answer;
}

/** The sentence stands at the field. */
export const inField = (field: string, sentence: string): ActionState<never> => ({
  status: 'invalid',
  fields: { [field]: sentence },
});

/** What any flow may refuse for, and every form answers alike. */
export const sessionEnded = { session_ended: { status: 'signed_out' } } as const;
export const rateLimited = {
  rate_limited: ({ retryAfterSeconds }: Refusal) => tooOften(retryAfterSeconds),
} as const;
