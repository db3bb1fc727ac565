/** How many tokens that open nothing one network address may show. An address that has shown too many is told so without asking the database. */

import 'server-only';
import { LRUCache } from 'lru-cache';
import { sourceOf } from '../../address';
import { sha256 } from '../../crypto';
import type { PooledContext } from '../../flows/context';
import { recordLimit } from '../../flows/steps/record-limit';
import { spend } from '../../rate-limit/limits';
import { problem } from './problem';

type Memory = {
  /** Until when an address is closed, by the monotonic clock of the process. */
  readonly closed: LRUCache<string, number>;
  /** Tokens that were good here: what others do at the same address costs them nothing. */
  readonly good: LRUCache<string, true>;
};

const slot = Symbol.for('app.wrong-tokens');
type Slot = { [slot]?: Memory };

/** Shared by the bundles of one process. */
function memory(): Memory {
  const holder = globalThis as Slot;
  holder[slot] ??= {
    closed: new LRUCache({ max: 10_000, ttl: 60_000, ttlAutopurge: true }),
    good: new LRUCache({ max: 10_000 }),
  };
  return holder[slot];
}

const tooMany = (retryAfterSeconds: number) => problem('rate_limited', { retryAfterSeconds });

/** What was good here is known again by this, and by nothing that opens it. */
export const nameOfToken = (token: string): string => sha256(token).toString('base64');

/** An answer turns it away. `name`: as `nameOfToken` has it. */
export function closedToTokens(ctx: PooledContext, name: string): Response | undefined {
  const { closed, good } = memory();
  // Reading an address costs as much as all of the rest.
  if (closed.size === 0) return undefined;
  const msLeft = (closed.get(sourceOf(ctx.request?.ip)) ?? 0) - performance.now();
  return msLeft > 0 && !good.has(name) ? tooMany(Math.ceil(msLeft / 1000)) : undefined;
}

export const noteGoodToken = (name: string): void => void memory().good.set(name, true);
export const isGoodToken = (name: string): boolean => memory().good.has(name);
/** It has ended, or its family has. */
export const forgetGoodToken = (name: string): void => void memory().good.delete(name);

/** Only wrong ones are counted. Beyond the limit the answer is 429 and not 401: people have thrown good keys away over that. */
export async function countWrongToken(ctx: PooledContext): Promise<Response | undefined> {
  const source = sourceOf(ctx.request?.ip);
  const spent = await spend(ctx, 'wrong_tokens', source);
  if (spent.ok) return undefined;
  const wait = spent.retryAfterSeconds * 1000;
  memory().closed.set(source, performance.now() + wait, { ttl: wait });
  await recordLimit(ctx, 'wrong_tokens', source);
  return tooMany(spent.retryAfterSeconds);
}
