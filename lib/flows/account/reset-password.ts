/** Choosing another password by a mailed link: everything that the old one opened is over, and nobody is signed in by it. */

import { isKept } from '../../account/state';
import { type Account, findAccount, setPassword } from '../../account/store';
import { removeIdentities } from '../../identity/store';
import { peekToken } from '../../one-time-token/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { applyConsequences } from '../steps/consequences';
import { followLink, type LinkRefusal } from '../steps/follow-link';
import { hashNewPassword, type NewPasswordFault } from '../steps/new-password';
import { forgetMistypedPasswords, proveAddress } from '../steps/prove-address';
import { record } from '../steps/record';
import { rememberBrowser } from '../steps/remember-browser';

export type ResetInput = {
  readonly token: unknown;
  readonly password: string;
  readonly deviceHash?: Buffer;
};

async function accountOf(ctx: AnonymousContext, token: unknown): Promise<Account | undefined> {
  const link = await peekToken(ctx.db, token, 'reset_password', ctx.policy);
  const account = link && (await findAccount(ctx.db, { id: link.userId }));
  // Also an account that nobody confirmed: the link proves as much as the confirmation does.
  return account && isKept(account) ? account : undefined;
}

/** Of many at once with one link, one wins. A refused password leaves the link as it was. */
export async function resetPassword(
  ctx: AnonymousContext,
  input: ResetInput,
): Promise<Result<{ email: string }, NewPasswordFault | LinkRefusal>> {
  const account = await accountOf(ctx, input.token);
  if (!account) return refused('link_invalid');
  const chosen = await hashNewPassword(ctx, input.password, account);
  if (!chosen.ok) return chosen;
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'reset_password' } as const;
    const followed = await followLink(ctx, tx, of, isKept);
    if (!followed) return refused('link_invalid');
    const locked = followed.account;
    await setPassword(tx, locked.id, chosen.value);
    const follows = locked.emailVerifiedAt ? forgetMistypedPasswords : proveAddress;
    await follows(tx, locked, input.deviceHash);
    await record(ctx, tx, {
      event: 'authn_password_change',
      outcome: 'success',
      actorId: locked.id,
      userId: locked.id,
      reason: 'password_reset',
    });
    // Resetting a password may be shutting someone out; choosing a first one is not.
    if (locked.hasPassword) await removeIdentities(tx, locked.id);
    await applyConsequences(ctx, tx, { event: 'password_reset', account: locked });
    await rememberBrowser(ctx, tx, locked.id, input.deviceHash);
    return ok({ email: locked.email });
  });
}
