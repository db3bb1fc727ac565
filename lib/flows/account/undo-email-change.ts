/** Giving an account back to the address it was taken from. */

import type { Transaction } from '../../../db/client';
import { cancelChange, type EmailChange, firstChange } from '../../account/email-changes';
import { stateOf } from '../../account/state';
import { type LockedAccount, setEmail, undoDeletion } from '../../account/store';
import { findMail } from '../../mail/store';
import { type FoundToken, revokeReportsBut } from '../../one-time-token/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { applyConsequences } from '../steps/consequences';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { record } from '../steps/record';
import { undoFactorsSince } from './undo-factors';

/**
 * The link to the old address, before or after the change: the person who follows it did not ask for the change, so the
 * account is theirs again, everyone is signed out, and a new password has to be chosen.
 */
export async function undoEmailChange(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<{ email: string }, LinkRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'undo_email_change' } as const;
    const followed = await followLink(ctx, tx, of, (account) => stateOf(account) !== 'disabled');
    if (!followed) return refused('link_invalid');
    const { account, link } = followed;
    const change = link.subjectId
      ? await cancelChange(tx, link.subjectId, ctx.policy.emailChangeUndoPeriod)
      : undefined;
    if (!change) return refused('link_invalid');
    await keepFromDeletion(ctx, tx, account);
    await undoFactorsSince(ctx, tx, account, change.requestedAt);
    const restored = await giveBack(ctx, tx, account, change);
    await applyConsequences(ctx, tx, { event: 'reported', account: restored });
    return ok({ email: restored.email });
  });
}

/** A thief who took the account may have deleted it, too: the mail about that went to the thief's address. */
export async function keepFromDeletion(
  ctx: AnonymousContext,
  tx: Transaction,
  { id }: LockedAccount,
): Promise<void> {
  if (!(await undoDeletion(tx, id))) return;
  await record(ctx, tx, { event: 'user_deletion_undone', outcome: 'success', actorId: id, userId: id });
}

/** For "this wasn't me": the address that this link was sent to is the account's again, if it was changed since. */
export async function undoChangesSince(
  ctx: AnonymousContext,
  tx: Transaction,
  account: LockedAccount,
  link: FoundToken,
): Promise<LockedAccount> {
  // By address: the mail may have gone out after the change that it should have warned of.
  const from = link.subjectId ? (await findMail(tx, link.subjectId))?.recipient : undefined;
  if (from === account.email) return account;
  const which = from ? { from } : { since: link.createdAt };
  const change = await firstChange(tx, account.id, which, ctx.policy.emailChangeUndoPeriod);
  const cancelled = change && (await cancelChange(tx, change.id, ctx.policy.emailChangeUndoPeriod));
  return cancelled ? giveBack(ctx, tx, account, cancelled) : account;
}

async function giveBack(
  ctx: AnonymousContext,
  tx: Transaction,
  account: LockedAccount,
  change: EmailChange,
): Promise<LockedAccount> {
  const { id } = account;
  await record(ctx, tx, { event: 'email_change_undone', outcome: 'success', actorId: id, userId: id });
  // Mails about the change went to the other address, too: their links must not reach this account any more.
  await revokeReportsBut(tx, id, change.oldEmail);
  if (!change.confirmedAt) return account;
  // Reserved for its person as long as it can be undone, so nobody else can have it.
  const back = await setEmail(tx, id, change.oldEmail);
  return back ? { ...account, email: change.oldEmail } : account;
}
