/** `npm run db:migrate`, `db:seed`, `db:reset`: on the database that DATABASE_URL and DATABASE_OWNER_URL name, else the embedded one. */

import postgres from 'postgres';
import { migrate } from '../db/migrate';
import { onnotice } from '../db/notices';
import { expectServing } from '../db/serving';
import { isLocal, migration, type OpenedDatabase, openDatabase } from './database';
import { loadEnv } from './env-file';
import { run } from './run';

const production = process.env.NODE_ENV === 'production';
const commands: Record<string, (database: OpenedDatabase) => Promise<void>> = {
  migrate: migrateOnly,
  seed: seedOnly,
  reset,
};

async function main(): Promise<number> {
  const [name = '', ...flags] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return refuse(`Say what to do: ${Object.keys(commands).join(', ')}.`);
  loadEnv({ production });
  const refusal = refusalOf(name, flags.includes('--force'));
  if (refusal) return refuse(refusal);
  const database = await openDatabase({ production });
  try {
    await command(database);
    return 0;
  } finally {
    await database.stop();
  }
}

function refusalOf(name: string, forced: boolean): string | undefined {
  if (name === 'seed' && production)
    return 'Not in production: everyone knows the password of the demo accounts.';
  if (name !== 'reset' || forced) return undefined;
  if (production) return 'Reset deletes all data, and NODE_ENV is production. If you mean it, add --force.';
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env;
  if (!DATABASE_URL || [DATABASE_URL, DATABASE_OWNER_URL || DATABASE_URL].every(isLocal)) return undefined;
  return 'Reset deletes all data, and DATABASE_URL is not on this machine. If you mean it, add --force.';
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}

async function migrateOnly(database: OpenedDatabase): Promise<void> {
  await bringUpToDate(database);
  console.log('The database is up to date.');
}

async function bringUpToDate(database: OpenedDatabase): Promise<void> {
  const note = await migrate(database.ownerUrl, migration(database));
  if (note) console.warn(note);
}

async function seedOnly(database: OpenedDatabase): Promise<void> {
  await bringUpToDate(database);
  await expectServing(database.url);
  const { seed } = await import('../db/seeds/index');
  const { created, accounts } = await seed(database.url);
  console.log(created ? 'Created the demo accounts:' : 'There are users already, so nothing was created.');
  if (created)
    for (const { email, password, role, key } of accounts)
      console.log(`  ${email}  ${password}  (${role}${key ? `; key for an authenticator app: ${key}` : ''})`);
}

async function reset(database: OpenedDatabase): Promise<void> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice });
  try {
    await sql`drop schema if exists drizzle cascade`;
    await sql`drop schema if exists graphile_worker cascade`;
    await sql`drop schema if exists public cascade`;
    await sql`create schema public`;
  } finally {
    await sql.end({ timeout: 5 });
  }
  await (production ? migrateOnly(database) : seedOnly(database));
}

await run(main);
