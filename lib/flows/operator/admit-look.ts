/** How often one member of staff may look at people: help takes one at a time, a copy of everybody takes many (docs/security.md S5). */

import { log } from '../../observe/log';
import { spend } from '../../rate-limit/limits';
import { type Refused, refused } from '../../result';
import { actor, type SignedInContext } from '../context';
import { recordLimit } from '../steps/record-limit';

const limits = ['staff_looks_minute', 'staff_looks_day'] as const;

/** Undefined where it is admitted. Beyond the limit it is refused, with a line in the trail and a warning in the log. */
export async function refuseManyLooks(ctx: SignedInContext): Promise<Refused<'rate_limited'> | undefined> {
  for (const limit of limits) {
    const spent = await spend(ctx, limit, ctx.user.id);
    if (spent.ok) continue;
    await recordLimit(ctx, limit, ctx.user.id, actor(ctx));
    log.warn({ event: 'staff_looks_exceeded', limit, actorId: ctx.user.id }, 'staff_looks_exceeded');
    return refused('rate_limited', spent.retryAfterSeconds);
  }
  return undefined;
}
