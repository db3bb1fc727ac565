/** Signing in with a password. Unknown, wrong, locked and disabled get the same words in the same time. */

import { hashPassword, needsRehash, verifyPassword } from '../account/password-hash';
import { normalisePassword } from '../account/password-rules';
import { type Account, findAccount, upgradeHash } from '../account/store';
import { sourceOf } from '../address';
import { sha256 } from '../crypto';
import type { DeviceEvidence } from '../device';
import { giveBack, type LimitName, spend } from '../rate-limit/limits';
import { beginAttempt, forgetFailures } from '../rate-limit/sign-in-delay';
import { ok, type Refused, type Result, refused } from '../result';
import { type Begun, beginSession } from './begin-session';
import type { AnonymousContext, Caller } from './context';
import { record } from './record';

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

export async function signIn(ctx: AnonymousContext, input: SignInInput): Promise<Result<SignedIn, Refusal>> {
  const source = sourceOf(ctx.request?.ip);
  const key = signInKey(input.email);
  const limited = await spendOnSource(ctx, source, key);
  if (limited) return limited;

  const attempt = await beginAttempt(ctx.db, key, ctx.policy);
  if (attempt.kind === 'wait') {
    await giveBackToSource(ctx, source);
    return refused('rate_limited', attempt.seconds);
  }
  const account = await findAccount(ctx.db, { email: input.email });
  const matches = await passwordMatches(ctx, account, input.password);
  if (!account || !matches || account.disabledAt || attempt.kind === 'off') {
    return rejected(ctx, account, attempt.kind === 'allowed' ? attempt.failuresBefore + 1 : undefined);
  }
  await giveBackToSource(ctx, source);
  const failures = attempt.kind === 'allowed' ? attempt.failuresBefore : 0;
  return ok(await accepted(ctx, input, { account, key, failures }));
}

const sourceLimits: readonly LimitName[] = ['source_failures_minute', 'source_failures_hour'];

/** Counted before the password is looked at; given back when it turns out right. */
async function spendOnSource(
  ctx: AnonymousContext,
  source: string,
  key: string,
): Promise<Refused<'rate_limited'> | undefined> {
  for (const name of sourceLimits) {
    const spent = await spend(ctx, name, source);
    if (!spent.ok) return limitHit(ctx, name, spent.retryAfterSeconds);
  }
  const pair = await spend(ctx, 'source_account_pair', `${source}:${key}`);
  if (pair.ok && pair.first) {
    const spent = await spend(ctx, 'source_accounts_hour', source);
    if (!spent.ok) return limitHit(ctx, 'source_accounts_hour', spent.retryAfterSeconds);
  }
  return undefined;
}

async function giveBackToSource(ctx: AnonymousContext, source: string): Promise<void> {
  for (const name of sourceLimits) await giveBack(ctx, name, source);
}

async function limitHit(
  ctx: AnonymousContext,
  limit: LimitName,
  seconds: number,
): Promise<Refused<'rate_limited'>> {
  await record(ctx, ctx.db, { event: 'excess_rate_limit_exceeded', outcome: 'failure', data: { limit } });
  return refused('rate_limited', seconds);
}

/** Too long is wrong without hashing, so that a megabyte of password costs nothing (security.md H3). */
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
