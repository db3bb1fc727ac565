/** Accepting an invitation by its mailed link: it proves the address, and the account opens with the password that is chosen. */

import { stateOf } from '../../account/state';
import { type Account, findAccount, setPassword } from '../../account/store';
import { peekToken } from '../../one-time-token/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { followLink, type LinkRefusal } from '../steps/follow-link';
import { hashNewPassword, type NewPasswordFault } from '../steps/new-password';
import { proveAddress } from '../steps/prove-address';
import { record } from '../steps/record';
import { rememberBrowser } from '../steps/remember-browser';

export type AcceptInput = {
  readonly token: unknown;
  readonly password: string;
  readonly deviceHash?: Buffer;
};

/** Once the address is confirmed in another way, the account has its own way in, and an old invitation must not change it. */
const isWaiting = (account: Account) => stateOf(account) === 'unconfirmed';

/** Signs nobody in. Of two at once with one link, one wins. A refused password leaves the link as it was. */
export async function acceptInvitation(
  ctx: AnonymousContext,
  input: AcceptInput,
): Promise<Result<{ email: string }, NewPasswordFault | LinkRefusal>> {
  const link = await peekToken(ctx.db, input.token, 'invitation', ctx.policy);
  const account = link && (await findAccount(ctx.db, { id: link.userId }));
  if (!account || !isWaiting(account)) return refused('link_invalid');
  const chosen = await hashNewPassword(ctx, input.password, account);
  if (!chosen.ok) return chosen;
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'invitation' } as const;
    const followed = await followLink(ctx, tx, of, isWaiting);
    if (!followed) return refused('link_invalid');
    const { id: userId, email } = followed.account;
    await setPassword(tx, userId, chosen.value);
    await proveAddress(tx, followed.account, input.deviceHash);
    await record(ctx, tx, { event: 'user_confirmed', outcome: 'success', actorId: userId, userId });
    await rememberBrowser(ctx, tx, userId, input.deviceHash);
    return ok({ email });
  });
}
