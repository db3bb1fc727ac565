/** Break-glass: everyone is signed out by one write to one row. Killed half-way, the door is closed already. */

import type { Transaction } from '../../../db/client';
import { roleOf } from '../../account/roles';
import { removeEveryEmailCode } from '../../email-code/store';
import { faultFields, log } from '../../observe/log';
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
 * ends into the rows. Sign-ins under way start over. Returns how many it concerned, where they could be counted.
 */
export async function signOutEveryone(
  ctx: AnonymousContext,
  { by }: { readonly by?: StaffDeed } = {},
): Promise<Result<Live | undefined, 'not_permitted'>> {
  const live = await tried('count', () => countLive(ctx.db));
  // By itself: neither a number nor anything that is cleared away afterwards may keep the door open.
  if (!(await inTransaction(ctx, (tx) => close(ctx, tx, live, by)))) return refused('not_permitted');
  await tried('pending sign-ins', () => removeEveryPending(ctx.db));
  await tried('codes by mail', () => removeEveryEmailCode(ctx.db));
  await tried('ends', () => hastenEnds(ctx.db));
  if (by) await tried('own session', () => inTransaction(ctx, (tx) => endOwn(ctx, tx, by)));
  return ok(live);
}

/** Returns false where they may not. */
async function close(
  ctx: AnonymousContext,
  tx: Transaction,
  live: Live | undefined,
  by: StaffDeed | undefined,
): Promise<boolean> {
  const role = by && (await roleOf(tx, by.staff.user.id));
  if (by && !(role && isPermitted(role, 'emergency') && (await hasNotEnded(tx, by.staff.session.id))))
    return false;
  await record(ctx, tx, {
    event: 'everyone_signed_out',
    outcome: 'success',
    reason: 'operator',
    ...(by ? { actorId: by.staff.user.id, sessionId: by.staff.session.id } : {}),
    data: { ...live, ...(by ? { why: by.why } : {}) },
  });
  // Last: what begins after its moment lives, and until the commit nobody else knows of it.
  await closeDoor(tx, 'operator');
  return true;
}

/** What fails here changes nothing about who is out: all of it is judged by the door as well, or done later by the job. */
async function tried<Done>(step: string, deed: () => Promise<Done>): Promise<Done | undefined> {
  try {
    return await deed();
  } catch (fault) {
    log.error({ event: 'emergency_step_failed', step, ...faultFields(fault) }, 'emergency_step_failed');
    return undefined;
  }
}

/** At once, so that the page they are led to can say what became of their session. */
async function endOwn(ctx: AnonymousContext, tx: Transaction, { staff }: StaffDeed): Promise<void> {
  const own = { userId: staff.user.id, sessionId: staff.session.id };
  const row = await endSession(tx, { id: own.sessionId, userId: own.userId }, 'operator', own);
  if (row) await record(ctx, tx, ...sessionEnds([row], own.userId));
}
