/** Accepting an invitation by its mailed link: it proves the address, and the account opens with the password that is chosen. */

import { hashPassword } from '../../account/password-hash';
import { normalisePassword } from '../../account/password-rules';
import { removeSignUps } from '../../account/sign-ups';
import { stateOf } from '../../account/state';
import { type Account, findAccount, setPassword } from '../../account/store';
import { peekToken } from '../../one-time-token/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { followLink, type LinkRefusal } from '../steps/follow-link';
import { proveAddress } from '../steps/prove-address';
import { record } from '../steps/record';
import { rememberBrowser } from '../steps/remember-browser';
import { type NewPasswordFault, newPasswordFault } from './new-password';

export type AcceptInput = {
  readonly token: unknown;
  readonly password: string;
  readonly deviceHash?: Buffer;
};

/** Whoever has confirmed the address meanwhile has a password, which an old invitation must not replace. */
const isWaiting = (account: Account) => stateOf(account) === 'unconfirmed';

/** Signs nobody in. Of two at once with one link, one wins. A refused password leaves the link as it was. */
export async function acceptInvitation(
  ctx: AnonymousContext,
  input: AcceptInput,
): Promise<Result<{ email: string }, NewPasswordFault | LinkRefusal>> {
  const link = await peekToken(ctx.db, input.token, 'invitation', ctx.policy);
  const account = link && (await findAccount(ctx.db, { id: link.userId }));
  if (!account || !isWaiting(account)) return refused('link_invalid');
  const password = normalisePassword(input.password);
  const fault = await newPasswordFault(ctx, password, account);
  if (fault) return refused(fault);
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'invitation' } as const;
    const followed = await followLink(ctx, tx, of, isWaiting);
    if (!followed) return refused('link_invalid');
    const { id: userId, email } = followed.account;
    await setPassword(tx, userId, passwordHash);
    // What somebody else signed up with this address is void (docs/security.md J12).
    await removeSignUps(tx, userId);
    await proveAddress(tx, followed.account, input.deviceHash);
    await record(ctx, tx, { event: 'user_confirmed', outcome: 'success', actorId: userId, userId });
    await rememberBrowser(ctx, tx, userId, input.deviceHash);
    return ok({ email });
  });
}
