/** Signing in with a password. Unknown, wrong, locked and disabled get the same words in the same time. */

import { hashPassword, needsRehash, verifyPassword } from '../../account/password-hash';
import { normalisePassword } from '../../account/password-rules';
import { opensToSignIn, stateOf } from '../../account/state';
import { type Account, findAccount, upgradeHash } from '../../account/store';
import { sourceOf } from '../../address';
import { isKnownDevice } from '../../known-device/store';
import { takeTurnsByKey } from '../../one-at-a-time';
import { beginAttempt, forgetFailures, takeBackAttempt } from '../../rate-limit/sign-in-delay';
import { ok, type Refused, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { deviceKey, signInKey } from '../steps/keys';
import { record } from '../steps/record';
import { sendWayIn } from '../steps/send-way-in';
import { admitSource, releaseSource } from './admit-source';
import { afterFirstFactor, type Passed } from './after-first-factor';
import type { Arrival } from './arrival';
import { closedBy } from './closed-by';
import type { SignedIn } from './establish-session';

export type SignInInput = Arrival & {
  readonly email: string;
  readonly password: string;
};

type Refusal = 'invalid_credentials' | 'rate_limited' | 'second_factor_needed';
/** `pending`: what the browser keeps until the code has come; it opens nothing. */
export type SignInResult = Result<SignedIn, Refusal> & { readonly pending?: string };

/**
 * A browser that the person has signed in with before keeps a count of its own: locking the address from elsewhere does not
 * lock out its owner (ASVS 6.1.1), and buys no extra guesses.
 */
async function attemptKey(ctx: AnonymousContext, { email, deviceHash }: SignInInput): Promise<string> {
  if (!deviceHash || !(await isKnownDevice(ctx.db, email, deviceHash))) return signInKey(email);
  return deviceKey(email, deviceHash);
}

/**
 * On one count one attempt at a time: twenty right passwords at once all get in, and wrong ones get no more tries
 * together than one after the other.
 */
const inTurnOf = takeTurnsByKey({ longest: 30 });

export async function signIn(ctx: AnonymousContext, input: SignInInput): Promise<SignInResult> {
  const key = await attemptKey(ctx, input);
  return inTurnOf(key, () => attempt(ctx, input, key));
}

async function attempt(ctx: AnonymousContext, input: SignInInput, key: string): Promise<SignInResult> {
  const admission = await admitSource(ctx, sourceOf(ctx.request?.ip), signInKey(input.email));
  if ('ok' in admission) return admission;

  const allowance = await beginAttempt(ctx.db, key, ctx.policy);
  if (allowance.kind === 'wait') {
    await releaseSource(ctx, admission);
    return refused('rate_limited', allowance.seconds);
  }
  const account = await findAccount(ctx.db, { email: input.email });
  const matches = await passwordMatches(ctx, account, input.password).catch(async (fault) => {
    await releaseSource(ctx, admission);
    if (allowance.kind === 'allowed') await takeBackAttempt(ctx.db, key);
    throw fault;
  });
  if (!account || !matches || allowance.kind === 'off') {
    return rejected(ctx, account, allowance.kind === 'allowed' ? allowance.failuresBefore + 1 : undefined);
  }
  if (!opensToSignIn(account)) return closed(ctx, account, allowance.failuresBefore + 1);
  const passed = await accepted(ctx, input, { account, key, failures: allowance.failuresBefore });
  if (!passed) return rejected(ctx, account, allowance.failuresBefore + 1);
  await releaseSource(ctx, admission);
  return passed.kind === 'established'
    ? ok({ ...passed.established, userId: account.id })
    : { ...refused('second_factor_needed'), pending: passed.pending };
}

/** The right password of an account that it does not open: the same words as for a wrong one, and the mail that helps. */
async function closed(
  ctx: AnonymousContext,
  account: Account,
  failures: number,
): Promise<Refused<'invalid_credentials'>> {
  if (stateOf(account) !== 'disabled') await sendWayIn(ctx, account);
  return rejected(ctx, account, failures, closedBy(account));
}

/** Too long is wrong without hashing, so that a megabyte of password costs nothing (ASVS 6.2.9). */
async function passwordMatches(
  ctx: AnonymousContext,
  account: Account | undefined,
  typed: string,
): Promise<boolean> {
  const password = normalisePassword(typed);
  const tooLong = [...password].length > ctx.policy.passwordMaxLength;
  return verifyPassword(tooLong ? undefined : account?.passwordHash, tooLong ? '' : password);
}

async function rejected(
  ctx: AnonymousContext,
  account: Account | undefined,
  failures: number | undefined,
  closed?: string,
): Promise<Refused<'invalid_credentials'>> {
  const locked = failures === undefined || failures > ctx.policy.freeFailures;
  await record(ctx, ctx.db, {
    event: locked ? 'authn_login_lock' : 'authn_login_fail',
    outcome: 'failure',
    userId: account?.id,
    data: {
      ...(failures === undefined ? { passwordOff: true } : { failuresInARow: failures }),
      ...(closed ? { closed } : {}),
    },
  });
  return refused('invalid_credentials');
}

async function accepted(
  ctx: AnonymousContext,
  input: SignInInput,
  { account, key, failures }: { account: Account; key: string; failures: number },
): Promise<Passed | undefined> {
  const stronger = needsRehash(account.passwordHash)
    ? await hashPassword(normalisePassword(input.password))
    : undefined;
  const { remember: remembered, evidence, carried, deviceHash } = input;
  const { id: userId, passwordHash } = account;
  return inTransaction(ctx, async (tx) => {
    const proven = { userId, passwordHash, remembered, evidence, carried, deviceHash };
    const passed = await afterFirstFactor(ctx, tx, proven, { method: 'password', failures });
    if (!passed) return undefined;
    await forgetFailures(tx, key);
    if (stronger) await upgradeHash(tx, userId, stronger);
    return passed;
  });
}
