/** The one connection pool of this process, and the types by which statements name it. */

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '../lib/config/env';
import { onnotice } from './notices';

export type Database = PostgresJsDatabase<Record<string, never>> & { readonly $client: postgres.Sql };
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What a store needs: it works inside a transaction and outside of one. */
export type Executor = Database | Transaction;

/**
 * Opens lazily; never throws here. Give up on a database that does not answer after a few seconds:
 * a person who waits longer believes they were signed out.
 */
export function connect(url: string, options: { max?: number } = {}): Database {
  const client = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 4,
    idle_timeout: 60,
    // Retry at once after an outage instead of backing off for up to a minute and a half.
    backoff: (retries) => Math.min(0.1 * 2 ** retries, 2),
    onnotice,
    // Nothing here that a pooler such as PgBouncer would refuse at the start of a connection.
    connection: { application_name: 'latchkey', TimeZone: 'UTC' },
  });
  return drizzle(client, { logger: false }) as Database;
}

const slot = Symbol.for('latchkey.database');
type Slot = { [slot]?: Database };

/** Next bundles the proxy apart from the pages; both live in one process and share this pool. */
export function database(): Database {
  const holder = globalThis as Slot;
  holder[slot] ??= connect(env().databaseUrl);
  return holder[slot];
}

/** Milliseconds: a database that is merely slow must not lose its connections over and over. */
const shortestLife = 10_000;
let madeAt = Number.NEGATIVE_INFINITY;

/**
 * Gives up connections that went silent, as after a cut cable: statements that wait on them would hold their places in
 * the pool although the database is back. What still waits is refused; the next request opens new connections.
 */
export function renewDatabase(silent: Database): void {
  const holder = globalThis as Slot;
  if (holder[slot] !== silent || performance.now() - madeAt < shortestLife) return;
  madeAt = performance.now();
  delete holder[slot];
  void silent.$client.end({ timeout: 0 });
}
