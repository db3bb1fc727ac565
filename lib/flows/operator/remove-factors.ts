/** Break-glass: a person who has lost their second factors, or was given one by a thief, starts again from their mailbox (docs/security.md J13). */

import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { dropFactors } from '../steps/settle-factors';
import { type OperatorRefusal, withAccount } from './with-account';

/** The operator has made sure who is asking. The password is disabled, too: a thief with the factors may have it. Returns how many sessions ended. */
export async function removeFactors(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<{ ended: number }, OperatorRefusal | 'no_factors'>> {
  return withAccount(ctx, input, 'require_reset', async (tx, account) => {
    if ((await dropFactors(tx, account.id)) === 0) return refused('no_factors');
    await record(ctx, tx, {
      event: 'factor_removed',
      outcome: 'success',
      userId: account.id,
      reason: 'operator',
    });
    const { ended } = await applyConsequences(ctx, tx, { event: 'factor_removed', account });
    await applyConsequences(ctx, tx, { event: 'reset_required', account });
    return ok({ ended });
  });
}
