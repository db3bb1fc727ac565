/** The answer to asking for what is not one's own: as if it did not exist, and a line in the trail (ASVS 8.2.2, 16.3.2). */

import type { Executor } from '../../../db/client';
import { type Refused, refused } from '../../result';
import { actor, type SignedInContext } from '../context';
import { record } from './record';

/**
 * `owner` is undefined for what exists nowhere; one's own that is gone is no trespass. `own` is the organization where it
 * belongs to one.
 */
export async function refuseForeign(
  ctx: SignedInContext,
  db: Executor,
  asked: string,
  owner: string | undefined,
  own: string = ctx.user.id,
): Promise<Refused<'not_found'>> {
  if (owner !== undefined && owner !== own) {
    await record(ctx, db, { event: 'authz_fail', outcome: 'failure', ...actor(ctx), data: { asked } });
  }
  return refused('not_found');
}
