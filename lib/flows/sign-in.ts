/** Signing in with a password. Unknown, wrong, locked and disabled get the same words in the same time. */

import { hashPassword, needsRehash, verifyPassword } from '../account/password-hash';
import { normalisePassword } from '../account/password-rules';
import { type Account, findAccount, upgradeHash } from '../account/store';
import { sourceOf } from '../address';
import { sha256 } from '../crypto';
import type { DeviceEvidence } from '../device';
import { beginAttempt, forgetFailures, takeBackAttempt } from '../rate-limit/sign-in-delay';
import { ok, type Refused, type Result, refused } from '../result';
import { takeTurnsByKey } from '../turns';
import { type Begun, beginSession } from './begin-session';
import type { AnonymousContext, Caller } from './context';
import { record } from './record';
import { admitSource, releaseSource } from './sign-in-source';

export type SignInInput = {
  readonly email: string;
  readonly password: string;
  readonly remember: boolean;
  readonly evidence?: DeviceEvidence;
  readonly carried?: Caller;
};

type Refusal = 'invalid_credentials' | 'rate_limited';
export type SignedIn = Begun & { readonly userId: string };

/** One key for each address, known or not; it names nobody. */
export const signInKey = (email: string) => sha256(`sign-in:${email}`).toString('hex');

/**
 * On one address one attempt at a time: twenty right passwords at once all get in, and wrong ones get no more tries
 * together than one after the other.
 */
const inTurnOf = takeTurnsByKey(30);

export function signIn(ctx: AnonymousContext, input: SignInInput): Promise<Result<SignedIn, Refusal>> {
  return inTurnOf(signInKey(input.email), () => attempt(ctx, input));
}

async function attempt(ctx: AnonymousContext, input: SignInInput): Promise<Result<SignedIn, Refusal>> {
  const key = signInKey(input.email);
  const admission = await admitSource(ctx, sourceOf(ctx.request?.ip), key);
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
  if (!account || !matches || account.disabledAt || allowance.kind === 'off') {
    return rejected(ctx, account, allowance.kind === 'allowed' ? allowance.failuresBefore + 1 : undefined);
  }
  await releaseSource(ctx, admission);
  return ok(await accepted(ctx, input, { account, key, failures: allowance.failuresBefore }));
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
): Promise<Refused<'invalid_credentials'>> {
  const locked = failures === undefined || failures > ctx.policy.freeFailures;
  await record(ctx, ctx.db, {
    event: locked ? 'authn_login_lock' : 'authn_login_fail',
    outcome: 'failure',
    userId: account?.id,
    data: failures === undefined ? { passwordOff: true } : { failuresInARow: failures },
  });
  return refused('invalid_credentials');
}

async function accepted(
  ctx: AnonymousContext,
  input: SignInInput,
  { account, key, failures }: { account: Account; key: string; failures: number },
): Promise<SignedIn> {
  const stronger = needsRehash(account.passwordHash)
    ? await hashPassword(normalisePassword(input.password))
    : undefined;
  return ctx.db.transaction(async (tx) => {
    await forgetFailures(tx, key);
    if (stronger) await upgradeHash(tx, account.id, stronger);
    const begun = await beginSession(ctx, tx, {
      userId: account.id,
      remembered: input.remember,
      evidence: input.evidence,
      carried: input.carried,
    });
    await record(ctx, tx, {
      event: 'authn_login_success',
      outcome: 'success',
      actorId: account.id,
      userId: account.id,
      sessionId: begun.sessionId,
      data: { failuresBefore: failures },
    });
    return { ...begun, userId: account.id };
  });
}
