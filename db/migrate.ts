/** Brings a database up to date. Safe when several instances start at once: one migrates, the others wait for it. */

import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { noLimits, settingsOf } from '../lib/config/database-limits';
import type { Policy } from '../lib/config/policy';
import { loginsOf } from './app-login';
import { quoted } from './app-role';
import { applyMigrations } from './apply-migrations';
import { grantToApp } from './grants';
import { limitDatabase } from './limits';
import { onnotice } from './notices';
import { SetupFault } from './setup-fault';

/** Also where what is built of this code looks for them: beside it, in a folder of this name. */
const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number will do, as long as every version of the product uses the same one. */
const migrationLock = 7_236_410_951;

const quiet = new Logger(() => () => undefined);

const connect = (databaseUrl: string) => postgres(databaseUrl, { max: 1, connect_timeout: 5, onnotice });

/** As a statement: a pooler refuses settings that come with the connection. */
const withoutLimits = Object.entries(settingsOf(noLimits))
  .map(([name, milliseconds]) => `set ${name} = ${milliseconds}`)
  .join('; ');

export type Migration = {
  /** The addresses that the product connects with. */
  readonly appUrls?: readonly string[];
  /** Limits what the application may ever remove from its trail; if left out, the bounds stay as they are. */
  readonly policy?: Pick<Policy, 'auditRetention' | 'addressRetention'>;
  /** Where the migrations are; those of this checkout if left out. */
  readonly folder?: string;
};

/** As the owner of the tables. Returns a note if the operator should know something or do something by hand. */
export async function migrate(
  ownerUrl: string,
  { appUrls = [], policy, folder = migrationsFolder }: Migration = {},
): Promise<string | undefined> {
  const sql = connect(ownerUrl);
  try {
    await sql.unsafe(withoutLimits);
    // The connection holds it, so it is free again even if this process dies.
    await sql`select pg_advisory_lock(${migrationLock})`;
    await expectOwner(sql);
    try {
      await applyMigrations(sql, folder);
      // The queue keeps its tables in its own schema.
      await runMigrations({ connectionString: ownerUrl, logger: quiet });
    } catch (error) {
      throw await inWords(sql, error);
    }
    if (policy) await boundTrail(sql, policy);
    const notes = [await grantToApp(sql, await loginsOf(appUrls)), await limitDatabase(sql)];
    return notes.filter(Boolean).join('\n') || undefined;
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

/** If one role was split into two, the tables may still belong to the first. */
async function expectOwner(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ me: string; owner: string }[]>`
    select current_user as me, r.rolname as owner from pg_class c join pg_roles r on r.oid = c.relowner
    where c.oid = to_regclass('public.users') and not pg_has_role(current_user, c.relowner, 'usage')`;
  if (!row) return;
  const [me, owner] = [row.me, row.owner].map(quoted);
  throw new SetupFault(
    `The tables belong to ${owner}, so ${me} may not bring them up to date: let DATABASE_OWNER_URL log in as ${owner}, or, where ${me} is to own them, let an administrator run: reassign owned by ${owner} to ${me};`,
  );
}

async function inWords(sql: postgres.Sql, error: unknown): Promise<unknown> {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  if (![code, cause?.code].includes('42501')) return error;
  const [row] = await sql<{ me: string; database: string }[]>`
    select current_user as me, current_database() as database`;
  const [me, database] = [row?.me ?? '', row?.database ?? ''].map(quoted);
  return new SetupFault(
    `${me} may not create what the product needs: let DATABASE_OWNER_URL log in as the owner of the database, or let an administrator run: alter database ${database} owner to ${me};`,
  );
}
