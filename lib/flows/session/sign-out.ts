/** Signing out: of this device, or everywhere. What is ended stays ended. */

import { lockAccount, raiseEpoch } from '../../account/store';
import { removeEmailCodesOf } from '../../email-code/store';
import { removePendingOf } from '../../second-factor/pending';
import { endAllSessions, endSession } from '../../session/end';
import { endedBy, inTransaction, type SignedInContext } from '../context';
import { closeConsents } from '../steps/close-consents';
import { endEveryTrust } from '../steps/end-every-trust';
import { record, sessionEnds } from '../steps/record';

/** Safe to call twice. */
export async function signOut(ctx: SignedInContext): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await endSession(tx, { id: ctx.session.id, userId: ctx.user.id }, 'signed_out', endedBy(ctx));
    if (row) await record(ctx, tx, ...sessionEnds([row], ctx.user.id));
  });
}

/** This device included, and no browser is spared the code any more. Returns how many sessions ended. */
export async function signOutEverywhere(ctx: SignedInContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    // A sign-in that is under way is waited for, and ends as well.
    await lockAccount(tx, ctx.user.id);
    const rows = await endAllSessions(tx, ctx.user.id, 'signed_out_everywhere', { by: endedBy(ctx) });
    await closeConsents(ctx, tx, { userId: ctx.user.id, actorId: ctx.user.id, why: 'signed_out_everywhere' });
    await raiseEpoch(tx, ctx.user.id, 'signed_out_everywhere');
    await removePendingOf(tx, ctx.user.id);
    await removeEmailCodesOf(tx, [ctx.user.email]);
    await record(ctx, tx, ...sessionEnds(rows, ctx.user.id));
    const { id } = ctx.user;
    await endEveryTrust(ctx, tx, { userId: id, actorId: id, reason: 'signed_out_everywhere' });
    return rows.length;
  });
}
