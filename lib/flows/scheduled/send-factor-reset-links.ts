/** What a wait for lost second factors tells by itself: that it is about to end, and the link when it has. By the database's clock, once, on any instance. */

import type { Transaction } from '../../../db/client';
import { isKept } from '../../account/state';
import { findAccount } from '../../account/store';
import { expireResets, findSoonResets, takeDueResets } from '../../factor-reset/store';
import { queueMail } from '../../mail/outbox';
import { seconds } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { record } from '../steps/record';
import { tellEverywhere } from '../steps/tell-everywhere';
import { onOneInstance } from './on-one-instance';

const batchSize = 200;

/** Returns how many links were mailed. Safe to run as often as one likes; does nothing where another instance is at it. */
export async function sendFactorResetLinks(ctx: AnonymousContext): Promise<number> {
  const sent = await inTransaction(ctx, (tx) =>
    onOneInstance(tx, 'send_factor_reset_links', async () => {
      await giveUp(ctx, tx);
      await remind(ctx, tx);
      return sendLinks(ctx, tx);
    }),
  );
  return sent ?? 0;
}

/** A mail that was sent late has its link for a while longer. */
async function giveUp(ctx: AnonymousContext, tx: Transaction): Promise<void> {
  const over = await expireResets(tx, seconds(2 * ctx.policy.factorResetLinkLifetime), batchSize);
  for (const { userId } of over)
    await record(ctx, tx, {
      event: 'factor_reset_cancelled',
      outcome: 'success',
      userId,
      reason: 'expired',
    });
}

/** Once more to every address: a person who was away when it began may be back. */
async function remind(ctx: AnonymousContext, tx: Transaction): Promise<void> {
  const { factorResetWait: wait, factorResetReminderLead } = ctx.policy;
  const lead = seconds(Math.min(factorResetReminderLead, Math.floor(wait / 2)));
  const soon = await findSoonResets(tx, { wait, lead, kind: 'factor_reset_soon' }, batchSize);
  for (const { id: resetId, userId, until } of soon) {
    const account = await findAccount(tx, { id: userId });
    if (!account || !isKept(account)) continue;
    const facts = { resetId, until: until.toISOString() };
    await tellEverywhere(ctx, tx, account, (to) => ({ kind: 'factor_reset_soon', ...to, facts }));
  }
}

/** To the account's address of now. */
async function sendLinks(ctx: AnonymousContext, tx: Transaction): Promise<number> {
  const due = await takeDueResets(tx, ctx.policy.factorResetWait, batchSize);
  for (const { id: resetId, userId } of due) {
    const account = await findAccount(tx, { id: userId });
    if (!account || !isKept(account)) continue;
    const facts = { resetId };
    await queueMail(tx, { kind: 'factor_reset_ready', recipient: account.email, userId, facts });
  }
  return due.length;
}
