/** Stopping the slow way back: by a mailed link, in Settings, by proof that nothing is lost, or because something happened to the account. */

import type { Transaction } from '../../db/client';
import { findAccount, lockAccount } from '../account/store';
import { cancelOpenReset, findOpenReset, type OpenReset } from '../factor-reset/store';
import { queueMail } from '../mail/outbox';
import { revokeTokens } from '../one-time-token/store';
import { ok, type Result, refused } from '../result';
import type { LinkRefusal } from './confirm-email';
import type { AnonymousContext, SignedInContext } from './context';
import { followLink } from './follow-link';
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
type StoppedBy = 'factor_proven' | 'cancelled_by_link' | 'cancelled';

/** Who began it learns that it will not happen, and why. */
async function cancelAndTell(
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

/** No sign-in needed: stopping it takes nothing from anybody. */
export async function cancelFactorResetByLink(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<void, LinkRefusal>> {
  return ctx.db.transaction(async (tx): Promise<Result<void, LinkRefusal>> => {
    const of = { token: input.token, purpose: 'cancel_factor_reset' } as const;
    const followed = await followLink(ctx, tx, of, () => true);
    if (!followed) return refused('link_invalid');
    const done = await cancelAndTell(ctx, tx, followed.account.id, 'cancelled_by_link');
    return done ? ok(undefined) : refused('link_invalid');
  });
}

/** From Settings. Without fresh proof: stopping it is always safe. */
export async function cancelFactorResetHere(ctx: SignedInContext): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    // As whoever finishes it does: the person first.
    await lockAccount(tx, ctx.user.id);
    await cancelAndTell(ctx, tx, ctx.user.id, 'cancelled');
  });
}

/** Undefined where none is under way; asked only of accounts that have a second factor. */
export async function openFactorReset(ctx: SignedInContext): Promise<OpenReset | undefined> {
  if (ctx.user.assurance !== 2) return undefined;
  return findOpenReset(ctx.db, ctx.user.id, ctx.policy);
}
