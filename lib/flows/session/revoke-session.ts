/** Ending sessions of one's own from another device. */

import type { Transaction } from '../../../db/client';
import { lockAccount } from '../../account/store';
import { endTrustWhere } from '../../known-device/trust';
import { ok, type Result, refused } from '../../result';
import { type EndedRow, endOtherSessions, endSession } from '../../session/end';
import { hasNotEnded, ownerOfSession } from '../../session/store';
import { actor, endedBy, inTransaction, type SignedInContext } from '../context';
import { record, sessionEnds } from '../steps/record';
import { refuseForeign } from '../steps/refuse-foreign';

/** Someone else's session and one that does not exist are the same: not found, nothing changed (ASVS 8.2.2). */
export async function revokeSession(
  ctx: SignedInContext,
  input: { sessionId: string },
): Promise<Result<void, 'not_found'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await stillIn(ctx, tx))) return refused('not_found');
    const session = { id: input.sessionId, userId: ctx.user.id };
    const row = await endSession(tx, session, 'revoked_by_user', endedBy(ctx));
    if (!row) return refuseForeign(ctx, tx, 'revoke_session', await ownerOfSession(tx, input.sessionId));
    await afterwards(ctx, tx, [row]);
    return ok(undefined);
  });
}

/** Returns how many other sessions ended; this one lives on. */
export async function revokeOtherSessions(ctx: SignedInContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    if (!(await stillIn(ctx, tx))) return 0;
    const rows = await endOtherSessions(tx, endedBy(ctx), 'revoked_by_user');
    await afterwards(ctx, tx, rows);
    return rows.filter(({ kind }) => kind === 'browser').length;
  });
}

/** In a trusted browser the person there would be back without a code. */
async function afterwards(ctx: SignedInContext, tx: Transaction, ended: readonly EndedRow[]): Promise<void> {
  await record(ctx, tx, ...sessionEnds(ended, ctx.user.id));
  const ids = ended.map(({ id }) => id);
  if (ids.length === 0 || !(await endTrustWhere(tx, ctx.user.id, ids))) return;
  await record(ctx, tx, {
    event: 'device_distrusted',
    outcome: 'success',
    ...actor(ctx),
    reason: 'revoked_by_user',
  });
}

/**
 * One at a time for each person, sign-ins included. Of two that end each other the first one wins: without the second look,
 * a thief could still end the owner's sessions after the stolen one was ended.
 */
async function stillIn(ctx: SignedInContext, tx: Transaction): Promise<boolean> {
  await lockAccount(tx, ctx.user.id);
  // A key is no session that another one could have ended.
  if (ctx.bearer?.kind === 'key') return true;
  return hasNotEnded(tx, ctx.session.id);
}
