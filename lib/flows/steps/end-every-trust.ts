/** Every browser of a person is asked for the code again. */

import type { Transaction } from '../../../db/client';
import { endAllTrust } from '../../known-device/trust';
import type { AnonymousContext } from '../context';
import type { AccountEvent } from './consequence-table';
import { record } from './record';

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
