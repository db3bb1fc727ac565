/** Whether the password is right, within the tries that a session has for any proof. */

import type { Executor } from '../../../db/client';
import { verifyPassword } from '../../account/password-hash';
import { normalisePassword } from '../../account/password-rules';
import { opensToSignIn } from '../../account/state';
import { type Assurance, findAccount } from '../../account/store';
import { spend } from '../../rate-limit/limits';
import { ok, type Refused, type Result, refused } from '../../result';
import { endSession } from '../../session/end';
import { actor, endedBy, inTransaction, limitsOfCaller, type SignedInContext } from '../context';
import type { PasskeyRefusal } from './prove-passkey';
import type { FactorRefusal } from './prove-second-factor';
import { record, sessionEnds } from './record';

/** How many wrong tries this session has after this one; below zero when it has had them all (ASVS 6.3.1). */
export async function takeSessionTry(ctx: SignedInContext): Promise<number> {
  const spent = await spend(ctx, 'step_up', ctx.session.id);
  // One count for every role, so that a change of role neither gives tries back nor forgets any.
  return spent.ok ? spent.left - (ctx.policy.stepUpTries - limitsOfCaller(ctx.policy, ctx).stepUpTries) : -1;
}

export const recordFailure = (
  ctx: SignedInContext,
  db: Executor,
  data: { triesLeft: number; with?: 'code' | 'passkey' | 'email_code' },
): Promise<void> => record(ctx, db, { event: 'step_up_fail', outcome: 'failure', ...actor(ctx), data });

export type PasswordProof = Result<
  { passwordHash: string; assurance: Assurance },
  'wrong_password' | 'session_ended'
> & {
  readonly triesLeft?: number;
};

/**
 * Whether this is the person's password, within the tries of this session (ASVS 6.3.1): the last wrong one ends it. The
 * caller gives the tries back when it has used the proof.
 */
export async function provePassword(ctx: SignedInContext, typed: string): Promise<PasswordProof> {
  const left = await takeSessionTry(ctx);
  if (left < 0) return endForGuessing(ctx);
  const account = await findAccount(ctx.db, { id: ctx.user.id });
  if (!account || !opensToSignIn(account)) return refused('session_ended');
  const password = normalisePassword(typed);
  const fits = [...password].length <= ctx.policy.passwordMaxLength;
  // Someone who never chose one has none to give, whatever the hash was made of.
  const hash = fits && account.hasPassword ? account.passwordHash : undefined;
  if (await verifyPassword(hash, fits ? password : ''))
    return ok({ passwordHash: account.passwordHash, assurance: account.assurance });
  await recordFailure(ctx, ctx.db, { triesLeft: left });
  return left > 0 ? { ...refused('wrong_password'), triesLeft: left } : endForGuessing(ctx);
}

export async function endForGuessing(ctx: SignedInContext): Promise<Refused<'session_ended'>> {
  return inTransaction(ctx, async (tx) => {
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
/**
 * `session_ended` when the tries are used up: the person there does not know the password (ASVS 6.3.1). `superseded` when
 * another tab gave proof at the same moment.
 */

export type StepUpRefusal =
  | 'wrong_password'
  | FactorRefusal
  | PasskeyRefusal
  /** The account has a second factor: a password alone proves too little (ASVS 7.5.1). */
  | 'code_needed'
  /** What was typed cannot be a code: nobody has looked at it, and it cost no try. */
  | 'not_a_code'
  /** Of a code from a mail: another one has to be sent. */
  | 'code_over'
  | 'session_ended'
  | 'superseded';
