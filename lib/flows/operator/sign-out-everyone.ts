/** Break-glass: everyone is signed out by one write to one row. Killed half-way, the door is closed already. */

import type { Transaction } from '../../../db/client';
import { roleOf } from '../../account/roles';
import { removeEveryEmailCode } from '../../email-code/store';
import { ok, type Result, refused } from '../../result';
import { removeEveryPending } from '../../second-factor/pending';
import { endSession } from '../../session/end';
import { closeDoor, hastenEnds } from '../../session/platform';
import { countLive, type Live } from '../../session/signed-in';
import { hasNotEnded } from '../../session/store';
import { isPermitted } from '../../staff/permissions';
import { type AnonymousContext, inTransaction } from '../context';
import { record, sessionEnds } from '../steps/record';
import type { StaffDeed } from './with-account';

/** How many sessions of how many people would end now. */
export const countSignedIn = (ctx: AnonymousContext): Promise<Live> => countLive(ctx.db);

/**
 * Every session that began before this moment is over with its next request, that of the one who does it as well; a job writes the
 * ends into the rows. Sign-ins under way start over. Returns how many it concerned.
 */
export async function signOutEveryone(
  ctx: AnonymousContext,
  { by }: { readonly by?: StaffDeed } = {},
): Promise<Result<Live, 'not_permitted'>> {
  return inTransaction(ctx, async (tx): Promise<Result<Live, 'not_permitted'>> => {
    const role = by && (await roleOf(tx, by.staff.user.id));
    if (by && !(role && isPermitted(role, 'emergency') && (await hasNotEnded(tx, by.staff.session.id))))
      return refused('not_permitted');
    const live = await countLive(tx);
    await closeDoor(tx, 'operator');
    await removeEveryPending(tx);
    await removeEveryEmailCode(tx);
    await hastenEnds(tx);
    if (by) await endOwn(ctx, tx, by);
    await record(ctx, tx, {
      event: 'everyone_signed_out',
      outcome: 'success',
      reason: 'operator',
      ...(by ? { actorId: by.staff.user.id, sessionId: by.staff.session.id } : {}),
      data: { ...live, ...(by ? { why: by.why } : {}) },
    });
    return ok(live);
  });
}

/** At once, so that the page they are led to can say what became of their session. */
async function endOwn(ctx: AnonymousContext, tx: Transaction, { staff }: StaffDeed): Promise<void> {
  const own = { userId: staff.user.id, sessionId: staff.session.id };
  const row = await endSession(tx, { id: own.sessionId, userId: own.userId }, 'operator', own);
  if (row) await record(ctx, tx, ...sessionEnds([row], own.userId));
}
