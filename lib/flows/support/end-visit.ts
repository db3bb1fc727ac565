/** A visit ends: the member of staff stops it, or the person ends it. The staff member's own session stays as it is. */

import { ok, type Result, refused } from '../../result';
import { endVisit } from '../../session/visits';
import { endedBy, inTransaction, type SignedInContext, type Visit } from '../context';
import { tellVisits } from '../steps/tell-visits';

/** Safe to call twice. */
export async function stopVisit(ctx: SignedInContext & { readonly support: Visit }): Promise<void> {
  const { staff, sessionId } = ctx.support;
  await inTransaction(ctx, async (tx) => {
    const by = { userId: staff.id, sessionId: staff.sessionId };
    const row = await endVisit(tx, { id: sessionId, userId: ctx.user.id }, by);
    if (row) await tellVisits(ctx, tx, [row.id]);
  });
}

/** By the person, from their own session. Somebody else's and one that is over are the same: not found. */
export const endSupportVisit = (
  ctx: SignedInContext,
  input: { readonly sessionId: string },
): Promise<Result<void, 'not_found'>> =>
  inTransaction(ctx, async (tx) => {
    const row = await endVisit(tx, { id: input.sessionId, userId: ctx.user.id }, endedBy(ctx));
    if (!row) return refused('not_found');
    await tellVisits(ctx, tx, [row.id]);
    return ok(undefined);
  });
