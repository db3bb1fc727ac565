/** A token that is bound to a key was shown without that key: the clearest sign that somebody copied it. */

import { spend } from '../../rate-limit/limits';
import type { AnonymousContext } from '../context';
import { record } from '../steps/record';

/** In the trail once an hour for each family: it is cheap to repeat. Nothing ends, because the app itself holds its key. */
export async function noteUnproven(
  ctx: AnonymousContext,
  family: { readonly id: string; readonly userId: string },
): Promise<void> {
  const first = await spend(ctx, 'limit_recorded', `unproven:${family.id}`);
  if (!first.ok) return;
  const about = { userId: family.userId, sessionId: family.id };
  await record(ctx, ctx.db, { event: 'authn_token_unproven', outcome: 'failure', ...about });
}
