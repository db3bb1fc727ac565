/**
 * How long the database works on a statement for a role that serves people, as a setting of the database itself: settings that
 * come with a connection do not get through a pooler. The owner sets it after each migration; safe to repeat.
 */

import type postgres from 'postgres';
import { type DatabaseLimits, noLimits, requestLimits, settingsOf } from '../lib/config/database-limits';
import { quoted } from './app-role';

const assignments = (limits: DatabaseLimits) =>
  Object.entries(settingsOf(limits)).map(([name, milliseconds]) => `set ${name} = ${milliseconds}`);

/** On a connection of the owner. Returns a note if the operator has to do something by hand. */
export async function limitDatabase(sql: postgres.Sql): Promise<string | undefined> {
  const [here] = await sql<{ name: string }[]>`select current_database() as name`;
  const name = here?.name ?? '';
  try {
    await limitServing(sql, name);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    return `Only the owner of the database may limit how long it works on a statement, so nothing was limited. Behind a pooler, let it run: ${limiting(name).join('; ')};`;
  }
  if (await anotherServes(sql)) await freeOwner(sql, name);
  return undefined;
}

/** A copy of a limited database comes without its limits. Runs on any connection of its owner. */
export async function limitCopy(sql: postgres.Sql, name: string): Promise<void> {
  await limitServing(sql, name);
  await freeOwner(sql, name);
}

const limiting = (name: string) =>
  assignments(requestLimits).map((set) => `alter database ${quoted(name)} ${set}`);

async function limitServing(sql: postgres.Sql, name: string): Promise<void> {
  await sql.unsafe(limiting(name).join('; '));
}

/** An owner that serves nobody only migrates or does an operator's work, which takes as long as it takes. */
async function freeOwner(sql: postgres.Sql, name: string): Promise<void> {
  const free = assignments(noLimits).map(
    (set) => `alter role current_user in database ${quoted(name)} ${set}`,
  );
  await sql.unsafe(free.join('; '));
}

async function anotherServes(sql: postgres.Sql): Promise<boolean> {
  const rows = await sql`
    select 1 from pg_roles
    where rolcanlogin and not rolsuper and rolname <> current_user
    and has_table_privilege(oid, 'public.users', 'insert') limit 1`;
  return rows.length > 0;
}
