/** One person is signed out, everywhere or in one place. Takes effect with the next request, on every instance. */

import { endTrustWhere } from '../../known-device/trust';
import { ok, type Result, refused } from '../../result';
import { endSession } from '../../session/end';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record, sessionEnds } from '../steps/record';
import {
  type OperatorInput,
  type OperatorRefusal,
  type StaffDeed,
  saysWho,
  saysWhoTo,
  withAccount,
} from './with-account';

/** Returns how many sessions ended. Also where none was live: what a sign-in under way begins with is over, too. */
export async function signOutAccount(
  ctx: AnonymousContext,
  input: OperatorInput,
): Promise<Result<{ ended: number }, OperatorRefusal>> {
  return withAccount(ctx, input, 'sign_out', async (tx, account) => {
    // Beside the ends: where nothing was left to end, they would say nothing of it.
    await record(ctx, tx, { event: 'user_signed_out', ...saysWho(input, account.id) });
    const event = input.by ? 'revoked_by_admin' : 'operator';
    const { ended } = await applyConsequences(ctx, tx, { event, account, by: saysWhoTo(input) });
    return ok({ ended });
  });
}

/** A session of somebody else than this person is not found. */
export async function endSessionOf(
  ctx: AnonymousContext,
  input: { readonly userId: string; readonly sessionId: string; readonly by: StaffDeed },
): Promise<Result<void, OperatorRefusal | 'not_signed_in'>> {
  return withAccount(ctx, input, 'end_session', async (tx, { id: userId }) => {
    const by = saysWhoTo(input);
    const row = await endSession(tx, { id: input.sessionId, userId }, 'revoked_by_admin', by);
    if (!row) return refused('not_signed_in');
    await record(ctx, tx, ...sessionEnds([row], by?.userId, by?.why));
    // Otherwise the person at that browser could sign in again without a code.
    if (await endTrustWhere(tx, userId, [row.id]))
      await record(ctx, tx, { event: 'device_distrusted', ...saysWho(input, userId) });
    return ok(undefined);
  });
}
