/** The link of the first mail: having it proves the address, and the account becomes what this sign-up asked for. */

import { adoptSignUp } from '../../account/sign-ups';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { followLink, type LinkRefusal } from '../steps/follow-link';
import { proveAddress } from '../steps/prove-address';
import { record } from '../steps/record';
import { rememberBrowser } from '../steps/remember-browser';

/** Returns the address for the sign-in form. No session begins (ASVS 7.6.2). The browser that confirms is no stranger from now on. */
export async function confirmEmail(
  ctx: AnonymousContext,
  input: { token: unknown; deviceHash?: Buffer },
): Promise<Result<{ email: string }, LinkRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'confirm_email' } as const;
    const followed = await followLink(ctx, tx, of, ({ emailVerifiedAt }) => emailVerifiedAt === null);
    if (!followed) return refused('link_invalid');
    const { account, link } = followed;
    const userId = account.id;
    if (!link.subjectId || !(await adoptSignUp(tx, userId, link.subjectId))) return refused('link_invalid');
    await proveAddress(tx, account, input.deviceHash);
    await rememberBrowser(ctx, tx, userId, input.deviceHash);
    await record(ctx, tx, { event: 'user_confirmed', outcome: 'success', actorId: userId, userId });
    return ok({ email: account.email });
  });
}
