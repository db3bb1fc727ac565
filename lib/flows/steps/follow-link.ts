/** Using a mailed link up: the account is held first and its link second, as by whatever makes links void. */

import type { Transaction } from '../../../db/client';
import { type Account, type LockedAccount, lockIfThere } from '../../account/store';
import type { Purpose } from '../../one-time-token/purposes';
import { consumeToken, type FoundToken, peekToken } from '../../one-time-token/store';
import type { AnonymousContext } from '../context';

export type Followed = { readonly link: FoundToken; readonly account: LockedAccount };

/**
 * Undefined when the link is no good. Where the account does not allow it now, the link stays as it was: it may be all that
 * its person has left. Of two at once one wins; two links of one person wait for each other and never both.
 */
export async function followLink(
  ctx: AnonymousContext,
  tx: Transaction,
  of: { readonly token: unknown; readonly purpose: Purpose },
  allows: (account: Account) => boolean,
): Promise<Followed | undefined> {
  const seen = await peekToken(tx, of.token, of.purpose, ctx.policy);
  const account = seen && (await lockIfThere(tx, seen.userId));
  if (!account || !allows(account)) return undefined;
  const link = await consumeToken(tx, of.token, of.purpose, ctx.policy);
  return link && { link, account };
}

export type LinkRefusal = 'link_invalid';
