/** How often somebody may act: the answer to what was too often. */

import 'server-only';
import { actor, type SignedInContext, whoActs } from '../../flows/context';
import { recordLimit } from '../../flows/steps/record-limit';
import { type LimitName, spend } from '../../rate-limit/limits';
import { waitWords } from '../../time';
import type { ActionState } from './action-state';
import { typedValues } from './form-input';

export async function overLimit(
  ctx: SignedInContext,
  limit: LimitName | undefined,
  form: FormData,
): Promise<ActionState<never> | undefined> {
  if (!limit) return undefined;
  const who = whoActs(ctx);
  const spent = await spend(ctx, limit, who);
  if (spent.ok) return undefined;
  await recordLimit(ctx, limit, who, actor(ctx));
  return {
    status: 'refused',
    message: `That was a lot at once. Try again in ${waitWords(spent.retryAfterSeconds)}.`,
    retryAfterSeconds: spent.retryAfterSeconds,
    values: typedValues(form),
  };
}
