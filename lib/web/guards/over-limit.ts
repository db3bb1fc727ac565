/** How often somebody may act: the answer to what was too often. */

import 'server-only';
import { actor, type SignedInContext, whoActs } from '../../flows/context';
import { recordLimit } from '../../flows/steps/record-limit';
import { type LimitName, spend } from '../../rate-limit/limits';
import { waitWords } from '../../time';
import type { ActionState } from './action-state';
import { typedValues } from './form-input';
import { problem } from './problem';

export async function overLimit(
  ctx: SignedInContext,
  limit: LimitName | undefined,
  form: FormData,
): Promise<ActionState<never> | undefined> {
  const retryAfterSeconds = limit && (await toWait(ctx, limit));
  if (retryAfterSeconds === undefined) return undefined;
  return {
    status: 'refused',
    message: `That was a lot at once. Try again in ${waitWords(retryAfterSeconds)}.`,
    retryAfterSeconds,
    values: typedValues(form),
  };
}

/** The same for a route, with the same count. */
export async function routeOverLimit(ctx: SignedInContext, limit: LimitName): Promise<Response | undefined> {
  const retryAfterSeconds = await toWait(ctx, limit);
  return retryAfterSeconds === undefined ? undefined : problem('rate_limited', { retryAfterSeconds });
}

/** In seconds; undefined where it may go on. Takes one point. */
async function toWait(ctx: SignedInContext, limit: LimitName): Promise<number | undefined> {
  const who = whoActs(ctx);
  const spent = await spend(ctx, limit, who);
  if (spent.ok) return undefined;
  await recordLimit(ctx, limit, who, actor(ctx));
  return spent.retryAfterSeconds;
}
