/** Stopping the slow way back, whatever stops it. */

import type { Transaction } from '../../../db/client';
import { findAccount } from '../../account/store';
import { cancelOpenReset } from '../../factor-reset/store';
import type { MailFacts } from '../../mail/kinds';
import { queueMail } from '../../mail/outbox';
import { revokeTokens } from '../../one-time-token/store';
import type { AnonymousContext } from '../context';
import { mailOrigin } from './mail-origin';
import { record } from './record';

const links = ['cancel_factor_reset', 'finish_factor_reset'] as const;

/** Stopped or done: what was mailed about it leads nowhere, and its pages say so. */
export const voidResetLinks = (tx: Transaction, userId: string): Promise<void> =>
  revokeTokens(tx, userId, links);

/** With the person's row held. `why` is a word for the trail. Safe where none is open. */
export async function cancelFactorReset(
  ctx: AnonymousContext,
  tx: Transaction,
  userId: string,
  why: string,
): Promise<boolean> {
  if (!(await cancelOpenReset(tx, userId))) return false;
  await voidResetLinks(tx, userId);
  await record(ctx, tx, { event: 'factor_reset_cancelled', outcome: 'success', userId, reason: why });
  return true;
}

/** What stops a wait while its account stays as it is. */
type StoppedBy = MailFacts['factor_reset_cancelled']['by'];

/** Tells the person who began it that it will not happen, and why. */
export async function cancelAndTell(
  ctx: AnonymousContext,
  tx: Transaction,
  userId: string,
  by: StoppedBy,
): Promise<boolean> {
  if (!(await cancelFactorReset(ctx, tx, userId, by))) return false;
  const account = await findAccount(tx, { id: userId });
  if (account)
    await queueMail(tx, {
      kind: 'factor_reset_cancelled',
      recipient: account.email,
      userId,
      facts: { ...mailOrigin(ctx), by },
    });
  return true;
}

/** A second factor was proven: it is not lost. In the transaction of the proof. */
export const notLost = (ctx: AnonymousContext, tx: Transaction, userId: string): Promise<boolean> =>
  cancelAndTell(ctx, tx, userId, 'factor_proven');
