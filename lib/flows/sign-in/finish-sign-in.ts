/** The second half of a sign-in: the code, in the browser that gave the first factor, within minutes and a few tries. */

import type { Transaction } from '../../../db/client';
import { suspect } from '../../account/assurance';
import { type LockedAccount, lockAccount } from '../../account/store';
import { isStaff } from '../../config/policy';
import { trustDevice } from '../../known-device/trust';
import { byBoth, type FirstFactor, type SecondFactor } from '../../proof';
import { ok, type Result, refused } from '../../result';
import { type Pending, removePending, takeTry } from '../../second-factor/pending';
import { type FactorCode, readFactorCode } from '../../typed/code';
import { type AnonymousContext, concerning, inTransaction } from '../context';
import { askedAfterFirstFactor } from '../steps/asked-passkey';
import { mailOrigin } from '../steps/mail-origin';
import { lookUpPending } from '../steps/pending-sign-in';
import { type PasskeyRefusal, provePasskey } from '../steps/prove-passkey';
import { type FactorRefusal, proveSecondFactor } from '../steps/prove-second-factor';
import { record } from '../steps/record';
import { tellEverywhere } from '../steps/tell-everywhere';
import { welcome } from './after-first-factor';
import type { LaterArrival } from './arrival';
import { establishSession, type SignedIn } from './establish-session';

export type FinishInput = LaterArrival & {
  /** What this browser kept since the first factor. */
  readonly pending: unknown;
  /** From the app, or a recovery code. */
  readonly code?: string;
  /** In its place: the JSON that the page got from a passkey. */
  readonly passkey?: unknown;
  readonly trust?: boolean;
  /** The hash of what the browser's cookie shall hold if it is trusted. */
  readonly trustedHash?: Buffer;
};

export type Finished = SignedIn & { readonly trusted: boolean };
/** `not_a_code`: nothing that was typed can be a code, so nobody has looked at it and it cost no try. */
type Refusal = 'pending_over' | 'not_a_code' | 'wrong_code' | 'rate_limited' | PasskeyRefusal;
export type FinishResult = Result<Finished, Refusal> & { readonly triesLeft?: number };

/** One transaction: the try, the code and the session are there together, and a refused try stays counted. */
export async function finishSignIn(from: AnonymousContext, input: FinishInput): Promise<FinishResult> {
  const found = await lookUpPending(from, input.pending);
  if (found.kind === 'over') return refused('pending_over');
  const { pending } = found;
  const ctx = concerning(from, pending.userId);
  const given = givenBy(input);
  if (!given) return refused('not_a_code');
  return inTransaction(ctx, async (tx): Promise<FinishResult> => {
    // Twenty codes at once are looked at one after the other.
    const account = await lockAccount(tx, pending.userId);
    const left = await takeTry(tx, pending.id, ctx.policy);
    if (left === undefined) return refused('pending_over');
    const proven = await prove(ctx, tx, { given, pending, account });
    if (proven.ok) return begin(ctx, tx, { input, pending, account, factor: proven.value });
    if (proven.alarming) await suspectAndTell(ctx, tx, account, pending.method);
    if (proven.reason === 'rate_limited') return proven;
    return left > 0 ? { ...proven, triesLeft: left } : refused('pending_over');
  });
}

type Given = FactorCode | { readonly kind: 'passkey'; readonly answer: unknown; readonly deviceHash: Buffer };

/** Undefined where there is neither a passkey's answer nor anything that can be a code. */
function givenBy({ passkey: answer, deviceHash, code = '' }: FinishInput): Given | undefined {
  if (answer === undefined || !deviceHash) return readFactorCode(code);
  return { kind: 'passkey', answer, deviceHash };
}

/** A passkey after the first factor is a second one like any other. */
async function prove(
  ctx: AnonymousContext,
  tx: Transaction,
  { given, pending, account }: Pick<Proven, 'pending' | 'account'> & { readonly given: Given },
): Promise<Result<SecondFactor, FactorRefusal | PasskeyRefusal> & { readonly alarming?: boolean }> {
  if (given.kind !== 'passkey') return proveSecondFactor(ctx, tx, account, given);
  const { answer, deviceHash } = given;
  const asked = askedAfterFirstFactor(pending, { deviceHash });
  const proven = await provePasskey(ctx, tx, { answer, asked, userId: account.id });
  return proven.ok ? ok('passkey') : proven;
}

type Proven = {
  readonly input: FinishInput;
  readonly pending: Pending;
  readonly account: LockedAccount;
  readonly factor: SecondFactor;
};

async function begin(
  ctx: AnonymousContext,
  tx: Transaction,
  { input, pending, account, factor }: Proven,
): Promise<FinishResult> {
  const { remembered, failuresBefore: failures } = pending;
  const { evidence, carried, deviceHash } = input;
  await removePending(tx, pending.id);
  // Before the session begins, whose own proof is as fresh as can be.
  if (factor === 'recovery_code') await suspect(tx, account.id);
  const established = await establishSession(ctx, tx, {
    userId: account.id,
    proof: byBoth(pending.method, factor),
    remembered,
    evidence,
    carried,
    deviceHash,
  });
  if (!established) return refused('pending_over');
  await welcome(ctx, tx, account, { established, failures });
  const device = mayTrust({ input, account, factor });
  if (device) await trust(ctx, tx, account.id, { device, sessionId: established.sessionId });
  return ok({ ...established, userId: account.id, trusted: device !== undefined });
}

/** The values of the browser, where it is to be trusted. Who has lost the authenticator trusts nothing yet. */
function mayTrust({ input, account, factor }: Omit<Proven, 'pending'>): Device | undefined {
  const { trust: wished, deviceHash: held, trustedHash: fresh } = input;
  if (!wished || factor === 'recovery_code' || isStaff(account.role)) return undefined;
  return held && fresh && { held, fresh };
}

type Device = { readonly held: Buffer; readonly fresh: Buffer };

async function trust(
  ctx: AnonymousContext,
  tx: Transaction,
  userId: string,
  { device, sessionId }: { device: Device; sessionId: string },
): Promise<void> {
  await trustDevice(tx, userId, device);
  await record(ctx, tx, { event: 'device_trusted', outcome: 'success', actorId: userId, userId, sessionId });
}

/** The right first factor and wrong codes time and again: somebody else may have it (docs/security.md G8, I10). */
async function suspectAndTell(
  ctx: AnonymousContext,
  tx: Transaction,
  account: LockedAccount,
  begunWith: FirstFactor,
): Promise<void> {
  await suspect(tx, account.id);
  const facts = { ...mailOrigin(ctx), begunWith };
  await tellEverywhere(ctx, tx, account, (to) => ({ kind: 'second_factor_failed', ...to, facts }));
}
