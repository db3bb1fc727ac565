/** A password that others may know opens nothing any more, and nobody stays signed in by it (docs/security.md H10). */

import { queueMail } from '../../mail/outbox';
import { ok, type Result } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { type OperatorInput, type OperatorRefusal, saysWho, saysWhoTo, withAccount } from './with-account';

/** Typing the right password then sends the link to choose a new one; staff send it at once. Safe to call twice. Returns how many sessions ended. */
export async function requireReset(
  ctx: AnonymousContext,
  input: OperatorInput,
): Promise<Result<{ ended: number }, OperatorRefusal>> {
  return withAccount(ctx, input, 'require_reset', async (tx, account) => {
    await record(ctx, tx, { event: 'password_reset_required', ...saysWho(input, account.id) });
    const { ended } = await applyConsequences(ctx, tx, {
      event: 'reset_required',
      account,
      by: saysWhoTo(input),
    });
    // Someone who never types a password would meet a closed door and no word about it (docs/security.md J11).
    if (input.by)
      await queueMail(tx, {
        kind: 'secure_account',
        recipient: account.email,
        userId: account.id,
        facts: { device: 'our support team' },
      });
    return ok({ ended });
  });
}
