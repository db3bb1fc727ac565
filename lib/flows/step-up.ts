/** Proving again who is there, before something sensitive. The proof belongs to this session alone. */

import { verifyPassword } from '../account/password-hash';
import { normalisePassword } from '../account/password-rules';
import { findAccount, lockAccount, opensByPassword } from '../account/store';
import { forget, spend } from '../rate-limit/limits';
import { ok, type Refused, type Result, refused } from '../result';
import { endSession } from '../session/end';
import { rotateSession } from '../session/rotate';
import { wasRotatedAway } from '../session/store';
import { actor, endedBy, limitsOfCaller, type SignedInContext } from './context';
import { record, sessionEnds } from './record';

/**
 * `session_ended` when the tries are used up: whoever is there does not know the password (ASVS 6.3.1).
 * `superseded` when another tab gave proof at the same moment.
 */
export type StepUpRefusal = 'wrong_password' | 'session_ended' | 'superseded';

export type StepUpInput = {
  readonly password: string;
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
};

export type StepUpResult = Result<{ secret: string }, StepUpRefusal> & { readonly triesLeft?: number };

/** Returns the new session secret: the old one is dead, also for whoever may have copied it. */
export async function stepUp(ctx: SignedInContext, input: StepUpInput): Promise<StepUpResult> {
  const given = await provePassword(ctx, input.password);
  if (!given.ok) return given;
  await forget(ctx, 'step_up', ctx.session.id);
  return proven(ctx, input.presented);
}

type Proof = Result<{ passwordHash: string }, 'wrong_password' | 'session_ended'> & {
  readonly triesLeft?: number;
};

/**
 * Whether this is the person's password, within the tries of this session (ASVS 6.3.1): the last wrong one ends it. The
 * caller gives the tries back when it has used the proof.
 */
export async function provePassword(ctx: SignedInContext, typed: string): Promise<Proof> {
  const spent = await spend(ctx, 'step_up', ctx.session.id);
  // One count for every role, so that a change of role neither gives tries back nor forgets any.
  const left = spent.ok
    ? spent.left - (ctx.policy.stepUpTries - limitsOfCaller(ctx.policy, ctx).stepUpTries)
    : -1;
  if (left < 0) return endForGuessing(ctx);
  const account = await findAccount(ctx.db, { id: ctx.user.id });
  if (!account || !opensByPassword(account)) return refused('session_ended');
  const password = normalisePassword(typed);
  const fits = [...password].length <= ctx.policy.passwordMaxLength;
  if (await verifyPassword(fits ? account.passwordHash : undefined, fits ? password : ''))
    return ok({ passwordHash: account.passwordHash });
  await record(ctx, ctx.db, {
    event: 'step_up_fail',
    outcome: 'failure',
    ...actor(ctx),
    data: { triesLeft: left },
  });
  return left > 0 ? { ...refused('wrong_password'), triesLeft: left } : endForGuessing(ctx);
}

async function proven(
  ctx: SignedInContext,
  presented: Buffer,
): Promise<Result<{ secret: string }, StepUpRefusal>> {
  return ctx.db.transaction(async (tx) => {
    // What changes the account rotates this session as well: one after the other, so that neither loses the other's secret.
    await lockAccount(tx, ctx.user.id);
    const session = { id: ctx.session.id, userId: ctx.user.id, presented };
    const rotated = await rotateSession(tx, session, { with: 'password' }, limitsOfCaller(ctx.policy, ctx));
    if (!rotated) return refused((await wasRotatedAway(tx, presented)) ? 'superseded' : 'session_ended');
    await record(ctx, tx, { event: 'session_renewed', outcome: 'success', ...actor(ctx), reason: 'step_up' });
    return ok(rotated);
  });
}

async function endForGuessing(ctx: SignedInContext): Promise<Refused<'session_ended'>> {
  return ctx.db.transaction(async (tx) => {
    const row = await endSession(
      tx,
      { id: ctx.session.id, userId: ctx.user.id },
      'step_up_failed',
      endedBy(ctx),
    );
    if (row) await record(ctx, tx, ...sessionEnds([row], ctx.user.id));
    return refused('session_ended');
  });
}
