/**
 * How often a program may call, over all instances, without a statement for each call: an instance takes a part of the minute's
 * calls in one write and spends it from memory. What it has left when the minute is over is lost, so together they never pass the
 * limit, and may stay below it by what the others still hold.
 */

import { LRUCache } from 'lru-cache';
import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import type { Policy } from '../config/policy';
import { windowOf } from './limits';

/** Into how many leases the limit is divided. */
const parts = 12;

type Lease = {
  left: number;
  /** What nobody had taken when this one was. */
  open: number;
  /** By the monotonic clock of the process; never later than the window's own end. */
  readonly endsAt: number;
  told: boolean;
};

export type TakenCall = {
  readonly ok: boolean;
  readonly limit: number;
  /** Calls left in this minute, as far as this instance knows. */
  readonly left: number;
  /** Until the minute is over. */
  readonly secondsLeft: number;
  readonly window: number;
  /** The first refusal of this minute on this instance. */
  readonly first: boolean;
};

type Counting = { readonly db: Executor; readonly policy: Policy };

const leaseStatement = `
  insert into rate_limits as r (key, points, expires_at) values ($1, $2, now() + $3 * interval '1 second')
  on conflict (key) do update set
    points = case when r.expires_at <= now() then excluded.points else r.points + excluded.points end,
    expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
  returning points, greatest(1, floor(extract(epoch from expires_at - now()) * 1000))::int as ms_left`;

async function askLease({ db, policy }: Counting, key: string): Promise<Lease> {
  const { points: limit, duration } = windowOf(policy, 'calls');
  const size = Math.max(1, Math.floor(limit / parts));
  // From before the question: it may end a little too early, and never too late.
  const askedAt = performance.now();
  const given = [`calls:${key}`, size, duration];
  const [row] = await runPrepared<{ points: number; ms_left: number }>(db, leaseStatement, given);
  if (!row) throw new Error('the lease was not counted');
  const before = row.points - size;
  const left = Math.max(0, Math.min(size, limit - before));
  return { left, open: Math.max(0, limit - row.points), endsAt: askedAt + row.ms_left, told: false };
}

export type LeaseHolder = (counting: Counting, key: string) => Promise<TakenCall>;

/** What one instance holds. Throws when the database is away and something has to be asked. */
export function leaseHolder(): LeaseHolder {
  const leases = new LRUCache<string, Lease>({ max: 20_000 });
  const asking = new Map<string, Promise<unknown>>();

  /** One question at a time for each key: the others wait for its answer. */
  function renew(counting: Counting, key: string): Promise<unknown> {
    const under = asking.get(key);
    if (under) return under;
    const asked = askLease(counting, key)
      .then((lease) => leases.set(key, lease))
      .finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return async (counting, key) => {
    for (;;) {
      const lease = leases.get(key);
      if (lease && !isOver(lease)) return takeOf(lease, windowOf(counting.policy, 'calls'));
      await renew(counting, key);
    }
  };
}

const msLeftOf = ({ endsAt }: Lease) => endsAt - performance.now();

/** Its minute is over, or it is spent and there may be more. */
const isOver = (lease: Lease) => msLeftOf(lease) <= 0 || (lease.left === 0 && lease.open > 0);

function takeOf(lease: Lease, { points: limit, duration: window }: ReturnType<typeof windowOf>): TakenCall {
  const ok = lease.left > 0;
  const first = !ok && !lease.told;
  if (ok) lease.left -= 1;
  else lease.told = true;
  const secondsLeft = Math.max(1, Math.ceil(msLeftOf(lease) / 1000));
  return { ok, limit, left: lease.left + lease.open, secondsLeft, window, first };
}

const slot = Symbol.for('app.call-leases');
type Slot = { [slot]?: LeaseHolder };

/** Takes one call of this instance's: the bundles of one process share what it holds. */
export const takeCall: LeaseHolder = (counting, key) => {
  const holder = globalThis as Slot;
  holder[slot] ??= leaseHolder();
  return holder[slot](counting, key);
};
