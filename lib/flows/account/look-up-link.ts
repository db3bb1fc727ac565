/** What a mailed link is about, for the page that it opens: which account, by which address. Looking uses nothing up. */

import { findChange } from '../../account/email-changes';
import { findAccount } from '../../account/store';
import type { Purpose } from '../../one-time-token/purposes';
import { type FoundToken, peekToken } from '../../one-time-token/store';
import type { AnonymousContext } from '../context';

export type LinkAbout = { readonly purpose: Purpose; readonly email: string };

/** Undefined for a link that does not work. Someone who holds a working one can read that address anyway. */
export async function linkAbout(
  ctx: AnonymousContext,
  token: string,
  purposes: readonly Purpose[],
): Promise<LinkAbout | undefined> {
  const all = await Promise.all(purposes.map((purpose) => peekToken(ctx.db, token, purpose, ctx.policy)));
  const link = all.find(Boolean);
  const email = link && (await addressOf(ctx, link));
  return link && email !== undefined ? { purpose: link.purpose, email } : undefined;
}

async function addressOf(ctx: AnonymousContext, link: FoundToken): Promise<string | undefined> {
  const { purpose, subjectId, userId } = link;
  const isChange = purpose === 'confirm_new_email' || purpose === 'undo_email_change';
  if (!isChange || !subjectId) return (await findAccount(ctx.db, { id: userId }))?.email;
  const change = await findChange(ctx.db, subjectId);
  return purpose === 'confirm_new_email' ? change?.newEmail : change?.oldEmail;
}
