/** Someone who says "this wasn't me" did not add what came with it or since: it must not keep opening the account past a new password. */

import type { Transaction } from '../../../db/client';
import type { LockedAccount } from '../../account/store';
import { findMail } from '../../mail/store';
import { type FoundToken, oldestUsable } from '../../one-time-token/store';
import { removeRecoveryCodes } from '../../second-factor/recovery';
import type { AnonymousContext } from '../context';
import { record } from '../steps/record';
import { dropFactors } from '../steps/settle-factors';

/** What a mail told of happened in the transaction that wrote the mail. */
export async function undoFactorsOf(
  ctx: AnonymousContext,
  tx: Transaction,
  account: LockedAccount,
  link: FoundToken,
): Promise<void> {
  const mail = link.subjectId ? await findMail(tx, link.subjectId) : undefined;
  await undoFactorsSince(ctx, tx, account, mail?.createdAt ?? link.createdAt);
}

/**
 * What came with that moment or since, and whatever a link of its own mail could still take away: anyone who did what is
 * reported may have been there before, under another session. Older ones stay: without that, a stolen mailbox would be a way
 * around them (docs/security.md J3).
 */
export async function undoFactorsSince(
  ctx: AnonymousContext,
  tx: Transaction,
  { id }: LockedAccount,
  at: Date,
): Promise<void> {
  const oldest = await oldestUsable(tx, 'report_sign_in', ctx.policy);
  const since = at < oldest ? at : oldest;
  // A thief's set of codes would be a factor of its own, and the person's is dead already.
  const codes = await removeRecoveryCodes(tx, id, since);
  const removed = codes + (await dropFactors(tx, id, since));
  if (removed === 0) return;
  await record(ctx, tx, {
    event: 'factor_removed',
    outcome: 'success',
    actorId: id,
    userId: id,
    reason: 'reported',
  });
}
