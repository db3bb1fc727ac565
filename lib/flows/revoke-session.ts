/** Ending sessions of one's own from another device. */

import { ok, type Result } from '../result';
import { endOtherSessions, endSession } from '../session/end';
import { ownerOfSession } from '../session/store';
import { endedBy, type SignedInContext } from './context';
import { record, sessionEnds } from './record';
import { refuseForeign } from './refuse-foreign';

/** Someone else's session and one that does not exist are the same: not found, nothing changed (ASVS 8.2.2). */
export async function revokeSession(
  ctx: SignedInContext,
  input: { sessionId: string },
): Promise<Result<void, 'not_found'>> {
  return ctx.db.transaction(async (tx) => {
    const session = { id: input.sessionId, userId: ctx.user.id };
    const row = await endSession(tx, session, 'revoked_by_user', endedBy(ctx));
    if (!row) return refuseForeign(ctx, tx, 'revoke_session', await ownerOfSession(tx, input.sessionId));
    await record(ctx, tx, ...sessionEnds([row], ctx.user.id));
    return ok(undefined);
  });
}

/** Returns how many other sessions ended; this one lives on. */
export async function revokeOtherSessions(ctx: SignedInContext): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const rows = await endOtherSessions(tx, endedBy(ctx), 'revoked_by_user');
    await record(ctx, tx, ...sessionEnds(rows, ctx.user.id));
    return rows.length;
  });
}
