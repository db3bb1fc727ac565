/** Break-glass: a password that others may know opens nothing any more, and nobody stays signed in by it (security.md H10). */

import { cancelPendingChanges } from '../account/email-changes';
import { requirePasswordReset } from '../account/store';
import { forgetDevices } from '../known-device/store';
import { revokeTokens } from '../one-time-token/store';
import { ok, type Result } from '../result';
import { applyConsequences, waysIn } from './consequences';
import type { AnonymousContext } from './context';
import { withAccount } from './operator-sign-out';
import { record } from './record';

/** Whoever then types the right password is sent the link to another one. Safe to call twice. Returns how many sessions ended. */
export async function requireReset(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<{ ended: number }, 'not_found'>> {
  return withAccount(ctx, input.email, async (tx, account) => {
    await requirePasswordReset(tx, account.id);
    // Whoever knew the password may have begun to move the address: its link would lead back in past the new password.
    await cancelPendingChanges(tx, account.id);
    await revokeTokens(tx, account.id, waysIn);
    await forgetDevices(tx, account.id);
    await record(ctx, tx, {
      event: 'password_reset_required',
      outcome: 'success',
      userId: account.id,
      reason: 'operator',
    });
    const { ended } = await applyConsequences(ctx, tx, { event: 'operator', account });
    return ok({ ended });
  });
}
