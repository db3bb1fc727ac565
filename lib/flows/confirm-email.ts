/** The link of the first mail: whoever has it reads this address, and the account becomes what this sign-up asked for. */

import { adoptSignUp } from '../account/sign-ups';
import { confirmAddress } from '../account/store';
import { describeDevice } from '../device';
import { rememberDevice } from '../known-device/store';
import { revokeTokens } from '../one-time-token/store';
import { ok, type Result, refused } from '../result';
import type { AnonymousContext } from './context';
import { followLink } from './follow-link';
import { record } from './record';

export type LinkRefusal = 'link_invalid';

/** Returns the address for the sign-in form. No session begins (ASVS 7.6.2). The browser that confirms is no stranger from now on. */
export async function confirmEmail(
  ctx: AnonymousContext,
  input: { token: unknown; deviceHash?: Buffer },
): Promise<Result<{ email: string }, LinkRefusal>> {
  return ctx.db.transaction(async (tx) => {
    const of = { token: input.token, purpose: 'confirm_email' } as const;
    const followed = await followLink(ctx, tx, of, ({ emailVerifiedAt }) => emailVerifiedAt === null);
    if (!followed) return refused('link_invalid');
    const { account, link } = followed;
    const userId = account.id;
    if (!link.subjectId || !(await adoptSignUp(tx, userId, link.subjectId))) return refused('link_invalid');
    await confirmAddress(tx, userId);
    await revokeTokens(tx, userId, ['confirm_email', 'reset_password']);
    await rememberBrowser(ctx, tx, userId, input.deviceHash);
    await record(ctx, tx, { event: 'user_confirmed', outcome: 'success', actorId: userId, userId });
    return ok({ email: account.email });
  });
}

/** Whoever came here by a mailed link reads the person's mail: their next sign-in from this browser alarms nobody. */
export async function rememberBrowser(
  ctx: AnonymousContext,
  tx: Parameters<typeof rememberDevice>[0],
  userId: string,
  deviceHash: Buffer | undefined,
): Promise<void> {
  if (!deviceHash) return;
  const { name: deviceName } = describeDevice(ctx.request?.userAgent ?? null);
  await rememberDevice(tx, { userId, deviceHash, deviceName });
}
