/** Brings a database up to date. Safe when several instances start at once: one migrates, the others wait for it. */

import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { noLimits, settingsOf } from '../lib/config/database-limits';
import { grantToApp } from './grants';
import { limitDatabase } from './limits';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number will do, as long as every version of the product takes the same one. */
const migrationLock = 7_236_410_951;

const quiet = new Logger(() => () => undefined);

const connect = (databaseUrl: string) =>
  postgres(databaseUrl, { max: 1, connect_timeout: 5, onnotice: () => undefined });

/** As a statement: a pooler refuses what comes with the connection. */
const withoutLimits = Object.entries(settingsOf(noLimits))
  .map(([name, milliseconds]) => `set ${name} = ${milliseconds}`)
  .join('; ');

/** As the owner of the tables. Returns a word for the operator where something is to be done by hand. */
export async function migrate(ownerUrl: string): Promise<string | undefined> {
  const sql = connect(ownerUrl);
  try {
    await sql.unsafe(withoutLimits);
    // Held by the connection, so that it is free again even when this process dies.
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
    // The queue keeps its tables in a schema of its own.
    await runMigrations({ connectionString: ownerUrl, logger: quiet });
    const notes = [await grantToApp(sql), await limitDatabase(sql)];
    return notes.filter(Boolean).join('\n') || undefined;
  } finally {
    await sql.end({ timeout: 5 });
  }
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
