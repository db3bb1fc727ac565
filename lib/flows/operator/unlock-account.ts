/** An account opens again whose password, or whose codes, were switched off by too many wrong tries. */

import { forgetFactorFailures } from '../../account/assurance';
import { devicesOf } from '../../known-device/store';
import { forgetFailures } from '../../rate-limit/sign-in-delay';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { deviceKey, signInKey } from '../steps/keys';
import { record } from '../steps/record';
import { type OperatorInput, type OperatorRefusal, saysWho, withAccount } from './with-account';

export async function unlockAccount(
  ctx: AnonymousContext,
  input: OperatorInput,
): Promise<Result<void, OperatorRefusal | 'not_locked'>> {
  return withAccount(ctx, input, 'unlock', async (tx, { id, email }) => {
    const devices = await devicesOf(tx, id);
    const keys = [signInKey(email), ...devices.map((device) => deviceKey(email, device))];
    let forgotten = await forgetFactorFailures(tx, id);
    for (const key of keys) forgotten = (await forgetFailures(tx, key)) || forgotten;
    if (!forgotten) return refused('not_locked');
    await record(ctx, tx, { event: 'authn_login_unlock', ...saysWho(input, id) });
    return ok(undefined);
  });
}
