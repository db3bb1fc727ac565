/** Proving again who is there, before something sensitive. The proof belongs to this session alone. */

import { isProvenByEmail } from '@/lib/proof';
import type { Transaction } from '../../../db/client';
import { findAccount, type LockedAccount, lockAccount } from '../../account/store';
import { byFirst, byPassword, completedBy, type Proof, type SecondFactor } from '../../proof';
import { forget, giveBack } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { rotateSession } from '../../session/rotate';
import { provenWith, wasRotatedAway } from '../../session/store';
import { type FactorCode, readFactorCode, readMailedCode } from '../../typed/code';
import { actor, inTransaction, limitsOfCaller, type SignedInContext } from '../context';
import { askedInSession } from '../steps/asked-passkey';
import { askerKey } from '../steps/keys';
import { proveEmailCode } from '../steps/prove-email-code';
import { type PasskeyRefusal, provePasskey } from '../steps/prove-passkey';
import {
  endForGuessing,
  provePassword,
  recordFailure,
  type StepUpRefusal,
  takeSessionTry,
} from '../steps/prove-password';
import { type FactorRefusal, proveSecondFactor } from '../steps/prove-second-factor';
import { record } from '../steps/record';

export type StepUpInput = {
  readonly password?: string;
  /** From the app, or a recovery code; of an account that has a second factor. */
  readonly code?: string;
  /** What the page got from a passkey, and the browser that was asked. */
  readonly passkey?: { readonly answer: unknown; readonly deviceHash: Buffer };
  /** From a mail, of an account that has neither: the code, and what this browser kept since it asked. */
  readonly emailCode?: { readonly typed: string; readonly held: unknown; readonly deviceHash?: Buffer };
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
};

export type StepUpResult = Result<{ secret: string }, StepUpRefusal> & { readonly triesLeft?: number };

/** With the strongest factor of the account. Returns the new session secret: the old one is dead, even for a thief who copied it. */
export async function stepUp(ctx: SignedInContext, input: StepUpInput): Promise<StepUpResult> {
  const account = await findAccount(ctx.db, { id: ctx.user.id });
  if (account?.assurance === 2) return stepUpByFactor(ctx, input);
  if (account && isProvenByEmail(account)) return stepUpByEmail(ctx, input);
  const given = await provePassword(ctx, input.password ?? '');
  if (!given.ok) return given;
  await forget(ctx, 'step_up', ctx.session.id);
  return inTransaction(ctx, (tx) => proven(ctx, tx, input.presented, byPassword));
}

/** The first factor was given when this session began, so a code completes it. */
async function stepUpByFactor(ctx: SignedInContext, input: StepUpInput): Promise<StepUpResult> {
  const { passkey, presented } = input;
  if (!input.code && !passkey) return refused('code_needed');
  const code = readFactorCode(input.code ?? '');
  if (!code && !passkey) return refused('not_a_code');
  const left = await takeSessionTry(ctx);
  if (left < 0) return endForGuessing(ctx);
  const result = await inTransaction(ctx, async (tx): Promise<StepUpResult> => {
    const account = await lockAccount(tx, ctx.user.id);
    const given = await proveFactor(ctx, tx, account, { code, passkey });
    if (given.ok) {
      const proof = completedBy(await provenWith(tx, ctx.session.id), given.value);
      return proven(ctx, tx, presented, proof);
    }
    if (given.reason !== 'rate_limited')
      await recordFailure(ctx, tx, { triesLeft: left, with: passkey ? 'passkey' : 'code' });
    return given;
  });
  return countedTry(ctx, result, left);
}

/** What is all that the account has: a code that was mailed for this session in this browser. */
async function stepUpByEmail(
  ctx: SignedInContext,
  { emailCode, presented }: StepUpInput,
): Promise<StepUpResult> {
  if (!emailCode) return refused('code_needed');
  const code = readMailedCode(emailCode.typed);
  if (code === undefined) return refused('not_a_code');
  const left = await takeSessionTry(ctx);
  if (left < 0) return endForGuessing(ctx);
  const { held, deviceHash } = emailCode;
  const countKey = await askerKey(ctx, { email: ctx.user.email, deviceHash });
  const result = await inTransaction(ctx, async (tx): Promise<StepUpResult> => {
    const { id: userId, email, ...account } = await lockAccount(tx, ctx.user.id);
    // It has come to more in between, and so the code to too little.
    if (!isProvenByEmail(account)) return refused('code_needed');
    const of = { email, purpose: 'step_up', sessionId: ctx.session.id } as const;
    const given = await proveEmailCode(ctx, tx, { ...of, held, code, countKey, userId });
    if (given.ok) return proven(ctx, tx, presented, byFirst('email_code'));
    if (given.reason === 'wrong_code') await recordFailure(ctx, tx, { triesLeft: left, with: 'email_code' });
    return refused(given.reason, given.retryAfterSeconds);
  });
  return countedTry(ctx, result, left);
}

/** What a try at a code comes to for the tries of this session. */
async function countedTry(ctx: SignedInContext, result: StepUpResult, left: number): Promise<StepUpResult> {
  if (result.ok) await forget(ctx, 'step_up', ctx.session.id);
  // Nobody has looked at the code.
  else if (result.reason === 'rate_limited' || result.reason === 'code_over')
    await giveBack(ctx, 'step_up', ctx.session.id);
  if (result.ok || (result.reason !== 'wrong_code' && result.reason !== 'passkey_refused')) return result;
  return left > 0 ? { ...result, triesLeft: left } : endForGuessing(ctx);
}

async function proveFactor(
  ctx: SignedInContext,
  tx: Transaction,
  account: LockedAccount,
  { code, passkey }: Pick<StepUpInput, 'passkey'> & { code: FactorCode | undefined },
): Promise<Result<SecondFactor, FactorRefusal | PasskeyRefusal>> {
  if (!passkey) return code ? proveSecondFactor(ctx, tx, account, code) : refused('wrong_code');
  const { answer, deviceHash } = passkey;
  const asked = askedInSession(ctx, 'step_up', { deviceHash });
  const given = await provePasskey(ctx, tx, { answer, asked, userId: account.id });
  return given.ok ? ok('passkey') : given;
}

async function proven(
  ctx: SignedInContext,
  tx: Transaction,
  presented: Buffer,
  proof: Proof,
): Promise<Result<{ secret: string }, StepUpRefusal>> {
  // What changes the account rotates this session as well: one after the other, so that neither loses the other's secret.
  const account = await lockAccount(tx, ctx.user.id);
  // A second factor was added in between: the password has become too little.
  if (account.assurance > proof.assurance) return refused('code_needed');
  const session = { id: ctx.session.id, userId: ctx.user.id, presented };
  const rotated = await rotateSession(tx, session, proof, limitsOfCaller(ctx.policy, ctx));
  if (!rotated) return refused((await wasRotatedAway(tx, presented)) ? 'superseded' : 'session_ended');
  await record(ctx, tx, {
    event: 'session_renewed',
    outcome: 'success',
    ...actor(ctx),
    reason: 'step_up',
    data: { with: proof.with },
  });
  return ok(rotated);
}
