/** Break-glass: a password that others may know opens nothing any more, and nobody stays signed in by it (docs/security.md H10). */

import { ok, type Result } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { withAccount } from './sign-out-accounts';

/** Typing the right password then sends the link to choose a new one. Safe to call twice. Returns how many sessions ended. */
export async function requireReset(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<{ ended: number }, 'not_found'>> {
  return withAccount(ctx, input.email, async (tx, account) => {
    await record(ctx, tx, {
      event: 'password_reset_required',
      outcome: 'success',
      userId: account.id,
      reason: 'operator',
    });
    const { ended } = await applyConsequences(ctx, tx, { event: 'reset_required', account });
    return ok({ ended });
  });
}
