/** Windowed limits, counted in Postgres and so shared by all instances. Numbers come from the policy, names are here. */

import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Executor } from '../../db/client';
import type { Policy } from '../config/policy';
import { DatabaseClockLimiter } from './database-clock-limiter';

export type LimitName =
  | 'source_failures_minute'
  | 'source_failures_hour'
  | 'source_account_pair'
  | 'source_accounts_hour'
  /** Once an hour for each limit and source is worth a line in the trail, which nobody can shorten. */
  | 'limit_recorded'
  | 'sign_up'
  /** Mails that anybody can cause to an address, known or not. */
  | 'mail_to_address'
  /** Reset links apart, or a stranger's sign-ups with an address would keep its person from them. */
  | 'reset_to_address'
  | 'forgot'
  /** Sign-in codes apart as well: for some it is the only way in. */
  | 'code_to_address'
  | 'email_codes'
  /** Wrong codes for one address, over all that were sent to it. */
  | 'email_code_failures'
  | 'step_up_codes'
  | 'resend_minute'
  | 'resend_day'
  | 'session_management'
  | 'draft_saves'
  /** What is rare and weighs much: another address, an export, a deletion. */
  | 'account_changes'
  | 'step_up'
  /** Wrong codes of an account, whatever they were typed for. */
  | 'second_factor'
  /** Questions to passkeys, each of them a row. */
  | 'passkey_challenge'
  /** Waits begun by who has lost every second factor. */
  | 'factor_reset';

const hour = 3600;

const windows: Record<LimitName, (policy: Policy) => { points: number; duration: number }> = {
  source_failures_minute: (p) => ({ points: p.sourceFailuresPerMinute, duration: 60 }),
  source_failures_hour: (p) => ({ points: p.sourceFailuresPerHour, duration: hour }),
  source_account_pair: () => ({ points: 1, duration: hour }),
  limit_recorded: () => ({ points: 1, duration: hour }),
  source_accounts_hour: (p) => ({ points: p.sourceAccountsPerHour, duration: hour }),
  sign_up: (p) => ({ points: p.signUpsPerHour, duration: hour }),
  mail_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  reset_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  forgot: (p) => ({ points: p.forgotPerSourcePerHour, duration: hour }),
  code_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  email_codes: (p) => ({ points: p.emailCodesPerSourcePerHour, duration: hour }),
  email_code_failures: (p) => ({ points: p.emailCodeTriesPerHour, duration: hour }),
  step_up_codes: (p) => ({ points: p.stepUpCodesPerHour, duration: hour }),
  resend_minute: (p) => ({ points: p.resendsPerMinute, duration: 60 }),
  resend_day: (p) => ({ points: p.resendsPerDay, duration: 24 * hour }),
  account_changes: (p) => ({ points: p.accountChangesPerHour, duration: hour }),
  session_management: (p) => ({ points: p.sessionChangesPerMinute, duration: 60 }),
  draft_saves: (p) => ({ points: p.draftSavesPerMinute, duration: 60 }),
  second_factor: (p) => ({ points: p.secondFactorTriesPerHour, duration: hour }),
  factor_reset: (p) => ({ points: p.factorResetRequestsPerDay, duration: 24 * hour }),
  passkey_challenge: (p) => ({ points: p.passkeyChallengesPerMinute, duration: 60 }),
  step_up: (p) => ({ points: p.stepUpTries, duration: p.stepUpTriesPeriod }),
};

export type Spent =
  | { readonly ok: true; readonly left: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

type Counting = { readonly db: Executor; readonly policy: Policy };

/** Takes one point before the act, so that parallel tries cannot share it. Throws when the database is away. */
export async function spend(ctx: Counting, name: LimitName, key: string): Promise<Spent> {
  try {
    const result = await limiter(ctx, name).consume(key);
    return { ok: true, left: result.remainingPoints };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

/** Whether a key has points against it in the window that is running. Takes none. */
export async function isSpent(ctx: Counting, name: LimitName, key: string): Promise<boolean> {
  return ((await limiter(ctx, name).get(key))?.consumedPoints ?? 0) > 0;
}

/** Gives a point back: what was counted in advance turned out to be no failure. */
export async function giveBack(ctx: Counting, name: LimitName, key: string): Promise<void> {
  await limiter(ctx, name).reward(key);
}

export async function forget(ctx: Counting, name: LimitName, key: string): Promise<void> {
  await limiter(ctx, name).delete(key);
}

const limiters = new WeakMap<Executor, Map<LimitName, RateLimiterPostgres>>();

function limiter({ db, policy }: Counting, name: LimitName): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<LimitName, RateLimiterPostgres>();
  limiters.set(db, known);
  const made = known.get(name) ?? new DatabaseClockLimiter(db, name, windows[name](policy));
  known.set(name, made);
  return made;
}
