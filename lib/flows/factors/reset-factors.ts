/**
 * The slow and loud way back in when every second factor is lost: requested after the first factor, announced,
 * waited for, and finished with a mailed link.
 */

import type { Transaction } from '../../../db/client';
import { isKept } from '../../account/state';
import { type LockedAccount, lockAccount } from '../../account/store';
import { isStaff } from '../../config/policy';
import {
  completeReset,
  findOpenReset,
  isDueReset,
  type OpenReset,
  openReset,
} from '../../factor-reset/store';
import { peekToken } from '../../one-time-token/store';
import type { FirstFactor } from '../../proof';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { applyConsequences } from '../steps/consequences';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { mailOrigin } from '../steps/mail-origin';
import { lookUpPending } from '../steps/pending-sign-in';
import { record } from '../steps/record';
import { recordLimit } from '../steps/record-limit';
import { dropFactors } from '../steps/settle-factors';
import { cancelFactorReset, voidResetLinks } from '../steps/stop-factor-reset';
import { tellEverywhere } from '../steps/tell-everywhere';

/** `administrator`: an operator has to do it, and make sure who asks (docs/security.md J13). */
type AskRefusal = 'pending_over' | 'administrator' | 'rate_limited';

export type ResetState =
  /** `begunWith`: what opens the account by itself afterwards. */
  | { readonly kind: 'none'; readonly begunWith?: FirstFactor }
  | { readonly kind: 'pending_over' | 'administrator' }
  | ({ readonly kind: 'open' } & OpenReset);

/** For the page that explains it. */
export async function factorResetState(
  ctx: AnonymousContext,
  { pending }: { readonly pending: unknown },
): Promise<ResetState> {
  const found = await lookUpPending(ctx, pending);
  if (found.kind === 'over') return { kind: 'pending_over' };
  if (isStaff(found.pending.role)) return { kind: 'administrator' };
  const open = await findOpenReset(ctx.db, found.pending.userId, ctx.policy);
  return open && open.link !== 'too_old'
    ? { kind: 'open', ...open }
    : { kind: 'none', begunWith: found.pending.method };
}

/** Needs the first factor, given in this browser a moment ago. Asked again while one is open it says until when, and begins nothing. */
export async function requestFactorReset(
  ctx: AnonymousContext,
  { pending }: { readonly pending: unknown },
): Promise<Result<OpenReset, AskRefusal>> {
  const found = await lookUpPending(ctx, pending);
  if (found.kind === 'over') return refused('pending_over');
  const { userId, method: begunWith } = found.pending;
  return inTransaction(ctx, async (tx): Promise<Result<OpenReset, AskRefusal>> => {
    const account = await lockAccount(tx, userId);
    if (isStaff(account.role)) return refused('administrator');
    // By this connection: who waits for the row holds one already, and there may be no other left.
    const within = { ...ctx, db: tx };
    // Meanwhile the account may have changed under the half-finished sign-in.
    if (account.assurance !== 2 || (await lookUpPending(within, pending)).kind === 'over')
      return refused('pending_over');
    const before = await findOpenReset(tx, userId, ctx.policy);
    if (before && before.link !== 'too_old') return ok(before);
    const spent = await spend(within, 'factor_reset', userId);
    if (!spent.ok) {
      await recordLimit(within, 'factor_reset', userId, { userId });
      return refused('rate_limited', spent.retryAfterSeconds);
    }
    await cancelFactorReset(ctx, tx, userId, 'expired');
    const reset = await openReset(tx, userId, ctx.policy);
    await record(ctx, tx, { event: 'factor_reset_requested', outcome: 'success', userId });
    const facts = { ...mailOrigin(ctx), resetId: reset.id, until: reset.until.toISOString(), begunWith };
    await tellEverywhere(ctx, tx, account, (to) => ({ kind: 'factor_reset_requested', ...to, facts }));
    return ok(reset);
  });
}

/**
 * By the link that follows the wait. Nobody is signed in by it: the first factor still comes first. Refused before the wait is
 * over whatever the link says, and for one that was cancelled.
 */
export async function finishFactorReset(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<{ email: string }, LinkRefusal>> {
  return inTransaction(ctx, async (tx): Promise<Result<{ email: string }, LinkRefusal>> => {
    const of = { token: input.token, purpose: 'finish_factor_reset' } as const;
    const seen = await peekToken(tx, of.token, of.purpose, ctx.policy);
    if (!seen?.subjectId) return refused('link_invalid');
    const reset = { id: seen.subjectId, userId: seen.userId };
    // Before the link is used up: one that comes too early is as good afterwards as it was before.
    if (!(await isDueReset(tx, reset, ctx.policy.factorResetWait))) return refused('link_invalid');
    const followed = await followLink(ctx, tx, of, isKept);
    // Who became an administrator meanwhile has an operator to turn to.
    if (!followed || isStaff(followed.account.role)) return refused('link_invalid');
    if (!(await completeReset(tx, reset, ctx.policy.factorResetWait))) return refused('link_invalid');
    await takeOff(ctx, tx, followed.account);
    return ok({ email: followed.account.email });
  });
}

async function takeOff(ctx: AnonymousContext, tx: Transaction, account: LockedAccount): Promise<void> {
  const { id: userId } = account;
  await dropFactors(tx, userId);
  await voidResetLinks(tx, userId);
  await record(ctx, tx, {
    event: 'factor_removed',
    outcome: 'success',
    actorId: userId,
    userId,
    reason: 'factor_reset',
  });
  await applyConsequences(ctx, tx, { event: 'factors_reset', account });
}
