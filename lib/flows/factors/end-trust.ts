/** Ask one browser, or all of them, for the code again. Sessions there stay signed in. */

import { endTrustRow } from '../../known-device/trust';
import { ok, type Result, refused } from '../../result';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';

/** Someone else's is not found, just like one that does not exist. */
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
