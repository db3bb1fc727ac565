/** Brings a database up to date. Safe when several instances start at once: one migrates, the others wait for it. */

import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import postgres from 'postgres';
import type { Policy } from '../lib/config/policy';
import { loginsOf } from './app-login';
import { grantToApp } from './grants';
import { onnotice } from './notices';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number will do, as long as every version of the product takes the same one. */
const migrationLock = 7_236_410_951;

const quiet = new Logger(() => () => undefined);

const connect = (databaseUrl: string) => postgres(databaseUrl, { max: 1, connect_timeout: 5, onnotice });

export type Migration = {
  /** The addresses that the product connects with. */
  readonly appUrls?: readonly string[];
  /** Bounds what the application may ever take from its trail; without one the bounds stay as they are. */
  readonly policy?: Pick<Policy, 'auditRetention' | 'addressRetention'>;
};

/** As the owner of the tables. Returns a word for the operator where there is something to know, or to do by hand. */
export async function migrate(
  ownerUrl: string,
  { appUrls = [], policy }: Migration = {},
): Promise<string | undefined> {
  const sql = connect(ownerUrl);
  try {
    // Held by the connection, so that it is free again even when this process dies.
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
    // The queue keeps its tables in a schema of its own.
    await runMigrations({ connectionString: ownerUrl, logger: quiet });
    if (policy) await boundTrail(sql, policy);
    return await grantToApp(sql, await loginsOf(appUrls));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** How long the trail is kept at least, whatever the application asks for. */
export async function boundTrail(
  sql: postgres.Sql,
  { auditRetention, addressRetention }: NonNullable<Migration['policy']>,
): Promise<void> {
  await sql`
    insert into audit_bounds (rows_kept_for, addresses_whole_for) values (${auditRetention}, ${addressRetention})
    on conflict (the_only_row) do update
    set rows_kept_for = excluded.rows_kept_for, addresses_whole_for = excluded.addresses_whole_for`;
}

/** Rejects with the database's last word when it does not answer in time; never names the address, which holds a password. */
export async function waitForDatabase(databaseUrl: string, seconds: number): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; ; await delay(250)) {
    const sql = connect(databaseUrl);
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (Date.now() >= deadline) throw new Error(`The database does not answer: ${reason(error)}`);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

function reason(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return message || code || 'no reason given';
}
