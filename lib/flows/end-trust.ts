/** A browser is asked for the code again, or every one. Whoever is signed in there stays so. */

import type { Transaction } from '../../db/client';
import { endAllTrust, endTrust as endTrustOf } from '../known-device/trust';
import { ok, type Result, refused } from '../result';
import type { AccountEvent } from './consequence-table';
import { type AnonymousContext, actor, type SignedInContext } from './context';
import { record } from './record';

/** Somebody else's is as little found as one that is not there. */
export async function endTrust(
  ctx: SignedInContext,
  input: { readonly id: string },
): Promise<Result<void, 'not_found'>> {
  return ctx.db.transaction(async (tx) => {
    if (!(await endTrustOf(tx, ctx.user.id, input.id))) return refused('not_found');
    await record(ctx, tx, { event: 'device_distrusted', outcome: 'success', ...actor(ctx) });
    return ok(undefined);
  });
}

/** What ends trust in every browser at once. */
export type TrustEnd = AccountEvent | 'recovery_code_used' | 'signed_out_everywhere';

/** Runs in the caller's transaction. One line of the trail, however many browsers it was; none where nobody was spared anything. */
export async function endEveryTrust(
  ctx: AnonymousContext,
  tx: Transaction,
  ended: { readonly userId: string; readonly actorId?: string | undefined; readonly reason: TrustEnd },
): Promise<void> {
  const browsers = await endAllTrust(tx, ended.userId, ctx.policy);
  if (browsers === 0) return;
  await record(ctx, tx, { event: 'device_distrusted', outcome: 'success', ...ended, data: { browsers } });
}
