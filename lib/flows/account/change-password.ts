/** Changing one's password while signed in: the current one is asked for, every other device is signed out, this one goes on. */

import type { Transaction } from '../../../db/client';
import { hashPassword, verifyPassword } from '../../account/password-hash';
import { normalisePassword } from '../../account/password-rules';
import { type Assurance, lockAccount, setPassword } from '../../account/store';
import { byPassword } from '../../proof';
import { forget } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { hasNotEnded, wasRotatedAway } from '../../session/store';
import { actor, inTransaction, needsProof, type SignedInContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { type NewPasswordFault, newPasswordFault } from '../steps/new-password';
import type { StepUpRefusal } from '../steps/prove-password';
import { provePassword } from '../steps/prove-password';
import { record } from '../steps/record';

export type ChangePasswordInput = {
  readonly current: string;
  readonly password: string;
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
  readonly deviceHash?: Buffer;
};

export type ChangedPassword = { readonly secret: string; readonly ended: number };
type Refusal =
  | NewPasswordFault
  | Extract<StepUpRefusal, 'wrong_password' | 'session_ended' | 'superseded'>
  | 'same_password'
  /** There is no current one to ask for: the first is chosen by a mailed link. */
  | 'no_password'
  /** With a second factor the current password is not enough: fresh proof with it comes first. */
  | 'proof_needed';
export type ChangePasswordResult = Result<ChangedPassword, Refusal> & { readonly triesLeft?: number };

/**
 * The current password is asked for however fresh the proof is (ASVS 6.2.3), and guessing it counts like guessing at any
 * other proof. Returns the new session secret: the old one is dead.
 */
export async function changePassword(
  ctx: SignedInContext,
  input: ChangePasswordInput,
): Promise<ChangePasswordResult> {
  if (!ctx.user.hasPassword) return refused('no_password');
  if (ctx.user.assurance === 2 && needsProof(ctx, 'recent')) return refused('proof_needed');
  const password = normalisePassword(input.password);
  const fault = await newPasswordFault(ctx, password, ctx.user);
  if (fault) return refused(fault);
  const proven = await provePassword(ctx, input.current);
  if (!proven.ok) return proven;
  const { passwordHash: before, assurance } = proven.value;
  if (await verifyPassword(before, password)) return refused('same_password');
  await forget(ctx, 'step_up', ctx.session.id);
  const passwordHash = await hashPassword(password);
  return replacePassword(ctx, input, { before, assurance, passwordHash });
}

type Proven = { readonly before: string; readonly assurance: Assurance; readonly passwordHash: string };

/** Thrown, so that everything of the change is taken back. */
class SessionLost extends Error {}

/** Nothing is changed where the account or the session has become another one while the password was looked at. */
async function replacePassword(
  ctx: SignedInContext,
  input: ChangePasswordInput,
  proven: Proven,
): Promise<ChangePasswordResult> {
  try {
    return await inTransaction(ctx, (tx) => replaceHeld(ctx, tx, input, proven));
  } catch (error) {
    if (error instanceof SessionLost) return refused('session_ended');
    throw error;
  }
}

async function replaceHeld(
  ctx: SignedInContext,
  tx: Transaction,
  input: ChangePasswordInput,
  { before, assurance, passwordHash }: Proven,
): Promise<ChangePasswordResult> {
  const account = await lockAccount(tx, ctx.user.id);
  if (!(await hasNotEnded(tx, ctx.session.id))) return refused('session_ended');
  if (
    account.passwordHash !== before ||
    account.assurance !== ctx.user.assurance ||
    (await wasRotatedAway(tx, input.presented))
  )
    return refused('superseded');
  await setPassword(tx, account.id, passwordHash);
  await record(ctx, tx, {
    event: 'authn_password_change',
    outcome: 'success',
    ...actor(ctx),
    reason: 'password_changed',
  });
  const { secret, ended } = await applyConsequences(ctx, tx, {
    event: 'password_changed',
    account,
    // A password adds nothing to a stronger proof.
    here: { ...ctx, presented: input.presented, proof: assurance === 1 ? byPassword : undefined },
    deviceHash: input.deviceHash,
  });
  if (secret === undefined) throw new SessionLost();
  return ok({ secret, ended });
}
