/** A browser is asked for the code again, or every one. Whoever is signed in there stays so. */

import { endTrustRow } from '../../known-device/trust';
import { ok, type Result, refused } from '../../result';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';

/** Somebody else's is as little found as one that is not there. */
export async function endTrust(
  ctx: SignedInContext,
  input: { readonly id: string },
): Promise<Result<void, 'not_found'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await endTrustRow(tx, ctx.user.id, input.id))) return refused('not_found');
    await record(ctx, tx, { event: 'device_distrusted', outcome: 'success', ...actor(ctx) });
    return ok(undefined);
  });
}
