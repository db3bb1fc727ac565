/** Break-glass: an operator opens an account whose password, or whose codes, were switched off by too many wrong tries. */

import { forgetFactorFailures } from '../../account/assurance';
import { findAccount } from '../../account/store';
import { devicesOf } from '../../known-device/store';
import { forgetFailures } from '../../rate-limit/sign-in-delay';
import { ok, type Result, refused } from '../../result';
import { normaliseEmail } from '../../typed/email';
import { type AnonymousContext, inTransaction } from '../context';
import { deviceKey, signInKey } from '../steps/keys';
import { record } from '../steps/record';

export async function unlockAccount(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<void, 'not_found' | 'not_locked'>> {
  const email = normaliseEmail(input.email);
  return inTransaction(ctx, async (tx) => {
    const account = await findAccount(tx, { email });
    if (!account) return refused('not_found');
    const devices = await devicesOf(tx, account.id);
    const keys = [signInKey(email), ...devices.map((device) => deviceKey(email, device))];
    let forgotten = await forgetFactorFailures(tx, account.id);
    for (const key of keys) forgotten = (await forgetFailures(tx, key)) || forgotten;
    if (!forgotten) return refused('not_locked');
    await record(ctx, tx, {
      event: 'authn_login_unlock',
      outcome: 'success',
      userId: account.id,
      reason: 'operator',
    });
    return ok(undefined);
  });
}
