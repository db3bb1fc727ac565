/** Windowed limits, counted in Postgres and so shared by all instances. Numbers come from the policy, names are here. */

import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../db/client';
import type { Policy } from '../config/policy';

export type LimitName =
  | 'source_failures_minute'
  | 'source_failures_hour'
  | 'source_account_pair'
  | 'source_accounts_hour'
  | 'sign_up'
  | 'session_management'
  | 'step_up';

const hour = 3600;

const windows: Record<LimitName, (policy: Policy) => { points: number; duration: number }> = {
  source_failures_minute: (p) => ({ points: p.sourceFailuresPerMinute, duration: 60 }),
  source_failures_hour: (p) => ({ points: p.sourceFailuresPerHour, duration: hour }),
  source_account_pair: () => ({ points: 1, duration: hour }),
  source_accounts_hour: (p) => ({ points: p.sourceAccountsPerHour, duration: hour }),
  sign_up: (p) => ({ points: p.signUpsPerHour, duration: hour }),
  session_management: (p) => ({ points: p.sessionChangesPerMinute, duration: 60 }),
  step_up: (p) => ({ points: p.stepUpTries, duration: p.stepUpTriesPeriod }),
};

export type Spent =
  | { readonly ok: true; readonly left: number; readonly first: boolean }
  | { readonly ok: false; readonly retryAfterSeconds: number };

type Counting = { readonly db: Database; readonly policy: Policy };

/** Takes one point before the act, so that parallel tries cannot share it. Throws when the database is away. */
export async function spend(ctx: Counting, name: LimitName, key: string): Promise<Spent> {
  try {
    const result = await limiter(ctx, name).consume(key);
    return { ok: true, left: result.remainingPoints, first: result.isFirstInDuration };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

/** Gives a point back: what was counted in advance turned out to be no failure. */
export async function giveBack(ctx: Counting, name: LimitName, key: string): Promise<void> {
  await limiter(ctx, name).reward(key);
}

export async function forget(ctx: Counting, name: LimitName, key: string): Promise<void> {
  await limiter(ctx, name).delete(key);
}

const limiters = new WeakMap<Database, Map<LimitName, RateLimiterPostgres>>();

function limiter({ db, policy }: Counting, name: LimitName): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<LimitName, RateLimiterPostgres>();
  limiters.set(db, known);
  const made =
    known.get(name) ??
    new RateLimiterPostgres({
      storeClient: pgLike(db),
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: name,
      ...windows[name](policy),
    });
  known.set(name, made);
  return made;
}

/** The library speaks to node-postgres; postgres.js answers in its place. */
function pgLike(db: Database) {
  return {
    async query({ text, values }: { text: string; values: (string | number | null)[] }) {
      const rows = await db.$client.unsafe(text, values, { prepare: true });
      return { rows, rowCount: rows.count };
    },
  };
}
