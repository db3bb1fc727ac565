/** The slow and loud way back for who has lost every second factor: asked for after the first one, waited for, told of, done by a mailed link. */

import type { Transaction } from '../../db/client';
import { undoableAddresses } from '../account/email-changes';
import { lockAccount } from '../account/store';
import { completeReset, findOpenReset, type OpenReset, openReset } from '../factor-reset/store';
import { queueMail } from '../mail/outbox';
import { spend } from '../rate-limit/limits';
import { ok, type Result, refused } from '../result';
import type { LinkRefusal } from './confirm-email';
import { applyConsequences } from './consequences';
import type { AnonymousContext } from './context';
import { lookUpPending } from './finish-sign-in';
import { followLink, isOpen } from './follow-link';
import { mailOrigin } from './mail-origin';
import { record } from './record';
import { dropFactors } from './settle-factors';

/** `administrator`: an operator has to do it, and make sure who asks (policy.md). */
type AskRefusal = 'pending_over' | 'administrator' | 'rate_limited';

/** Needs the first factor, given in this browser a moment ago. Asked again while one is open it says until when, and begins nothing. */
export async function requestFactorReset(
  ctx: AnonymousContext,
  { pending }: { readonly pending: unknown },
): Promise<Result<{ until: Date }, AskRefusal>> {
  const found = await lookUpPending(ctx, pending);
  if (found.kind === 'over') return refused('pending_over');
  const { userId, role } = found.pending;
  if (role === 'admin') return refused('administrator');
  return ctx.db.transaction(async (tx): Promise<Result<{ until: Date }, AskRefusal>> => {
    const account = await lockAccount(tx, userId);
    // Meanwhile the account may have changed under the half-finished sign-in.
    if (account.assurance !== 2 || (await lookUpPending(ctx, pending)).kind === 'over')
      return refused('pending_over');
    const before = await findOpenReset(tx, userId, ctx.policy.factorResetWait);
    if (before) return ok({ until: before.until });
    const spent = await spend({ db: tx, policy: ctx.policy }, 'factor_reset', userId);
    if (!spent.ok) return refused('rate_limited', spent.retryAfterSeconds);
    const reset = await openReset(tx, userId, ctx.policy.factorResetWait);
    await record(ctx, tx, { event: 'factor_reset_requested', outcome: 'success', userId });
    await tellEverywhere(ctx, tx, { userId, email: account.email }, reset);
    return ok({ until: reset.until });
  });
}

/** Every address that is the account's, or could be again: whoever is robbed may read only one of them. */
async function tellEverywhere(
  ctx: AnonymousContext,
  tx: Transaction,
  { userId, email }: { userId: string; email: string },
  { id: resetId, until }: OpenReset,
): Promise<void> {
  const older = await undoableAddresses(tx, userId, ctx.policy.emailChangeUndoPeriod);
  const facts = { ...mailOrigin(ctx), resetId, until: until.toISOString() };
  for (const recipient of new Set([email, ...older]))
    await queueMail(tx, { kind: 'factor_reset_requested', recipient, userId, facts });
}

/**
 * By the link that follows the wait. Nobody is signed in by it: the password still comes first. Refused before the wait is
 * over whatever the link says, and for one that was cancelled.
 */
export async function finishFactorReset(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<{ email: string }, LinkRefusal>> {
  return ctx.db.transaction(async (tx): Promise<Result<{ email: string }, LinkRefusal>> => {
    const of = { token: input.token, purpose: 'finish_factor_reset' } as const;
    const followed = await followLink(ctx, tx, of, isOpen);
    const id = followed?.link.subjectId;
    if (!followed || !id) return refused('link_invalid');
    const { account } = followed;
    const { id: userId, email } = account;
    const reset = { id, userId };
    if (!(await completeReset(tx, reset, ctx.policy.factorResetWait))) return refused('link_invalid');
    await dropFactors(tx, userId);
    await record(ctx, tx, {
      event: 'factor_removed',
      outcome: 'success',
      actorId: userId,
      userId,
      reason: 'factor_reset',
    });
    await applyConsequences(ctx, tx, { event: 'factors_reset', account });
    return ok({ email });
  });
}
