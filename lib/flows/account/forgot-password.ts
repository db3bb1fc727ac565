/** Asking for a link: to a new password, or once more to confirm an address. The same answer and the same work for every address. */

import { sourceOf } from '../../address';
import { type LimitName, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { askerKey, mailKey } from '../steps/keys';
import { record } from '../steps/record';
import { recordLimit } from '../steps/record-limit';
import { queueConfirmation, queueResetLink } from '../steps/send-way-in';

/**
 * Whether there is an account is looked up when the mail is sent, off the path of the answer (ASVS 6.3.8). Beyond the
 * limit per address nothing is sent and nobody is told; the limit per source is told, since it says nothing of an address.
 */
export async function forgotPassword(
  ctx: AnonymousContext,
  input: { email: string; deviceHash?: Buffer },
): Promise<Result<void, 'rate_limited'>> {
  const source = sourceOf(ctx.request?.ip);
  const spent = await spend(ctx, 'forgot', source);
  if (!spent.ok) {
    await recordLimit(ctx, 'forgot', source);
    return refused('rate_limited', spent.retryAfterSeconds);
  }
  const mayWrite = (await spend(ctx, 'reset_to_address', await askerKey(ctx, input))).ok;
  if (!mayWrite) return ok(undefined);
  await inTransaction(ctx, async (tx) => {
    await record(ctx, tx, { event: 'password_reset_requested', outcome: 'success' });
    await queueResetLink(ctx, tx, input.email);
  });
  return ok(undefined);
}

const resendLimits: readonly LimitName[] = ['resend_minute', 'resend_day'];

/**
 * The confirmation once more, of the try that this browser made: someone else's with the same address would confirm their
 * password. Silent about everything, limits included.
 */
export async function resendConfirmation(
  ctx: AnonymousContext,
  input: { email: string; signUpId: string },
): Promise<void> {
  for (const limit of resendLimits) {
    if (!(await spend(ctx, limit, mailKey(input.email))).ok) return;
  }
  await queueConfirmation(ctx, input);
}
