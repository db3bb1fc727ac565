/** The one connection pool of this process, and the types by which statements refer to it. */

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type DatabaseLimits, requestLimits, settingsOf } from '../lib/config/database-limits';
import { env } from '../lib/config/env';
import { product } from '../lib/config/product';
import { onnotice } from './notices';
import { keepTransactionsWhole } from './one-transaction';

export type Database = PostgresJsDatabase<Record<string, never>> & { readonly $client: postgres.Sql };
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What a store needs: it works inside a transaction and outside one. */
export type Executor = Database | Transaction;

type ConnectOptions = {
  readonly max?: number;
  /** There is a pooler in transaction mode in between: it refuses limits that come with the connection. */
  readonly pooled?: boolean;
  readonly limits?: DatabaseLimits;
};

/**
 * Opens lazily and never throws. It gives up on a database that does not answer within a few seconds: a person who waits longer
 * believes they were signed out.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const client = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 4,
    idle_timeout: 60,
    // Retry at once after an outage instead of backing off for up to a minute and a half.
    backoff: (retries) => Math.min(0.1 * 2 ** retries, 2),
    onnotice,
    connection: {
      application_name: product.slug,
      TimeZone: 'UTC',
      // Behind a pooler the database's own settings apply; db/limits.ts has made them the same.
      ...(options.pooled ? {} : settingsOf(options.limits ?? requestLimits)),
    },
  });
  return drizzle(keepTransactionsWhole(client), { logger: false }) as Database;
}

/** The key under which a database with a door in front of it keeps its pool (db/doorkeeper.ts). */
export const behindTheDoor = Symbol('pool');

/** The pool itself, behind any number of doors. */
export const poolOf = (db: Database): Database =>
  (db as Database & { readonly [behindTheDoor]?: Database })[behindTheDoor] ?? db;

const slot = Symbol.for('app.database');
type Slot = { [slot]?: Database };

/** Next bundles the proxy apart from the pages; both live in one process and share this pool. */
export function database(): Database {
  const holder = globalThis as Slot;
  holder[slot] ??= connect(env().databaseUrl, { pooled: env().databasePooled });
  return holder[slot];
}

/** Milliseconds: a database that is merely slow must not lose its connections again and again. */
const shortestLife = 10_000;
let madeAt = Number.NEGATIVE_INFINITY;

const answeredAt = new WeakMap<postgres.Sql, number>();

/** The pool's database has just answered, even if only to refuse. */
export const noteAnswer = (db: Database) => answeredAt.set(poolOf(db).$client, performance.now());

/**
 * Gives up connections that went silent, as after a cut cable: statements waiting on them would hold their places in the pool
 * although the database is back. Those are refused, and the next request opens new connections. If somebody else got an answer
 * since `askedAt`, the database is not silent: one statement waits, or one person does.
 */
export function renewDatabase(silent: Database, askedAt = performance.now()): void {
  const holder = globalThis as Slot;
  const given = poolOf(silent);
  if (holder[slot] !== given || performance.now() - madeAt < shortestLife) return;
  if ((answeredAt.get(given.$client) ?? Number.NEGATIVE_INFINITY) > askedAt) return;
  madeAt = performance.now();
  delete holder[slot];
  void given.$client.end({ timeout: 0 });
}
