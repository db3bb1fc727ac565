/** Whole databases on a server: created, dropped, addressed. For scripts and tests; the product never does this. */

import postgres from 'postgres';
import { appRoleOf, loginOf, quoted } from './app-role';
import { onnotice } from './notices';

/** One statement on a connection of its own. */
export async function administer(
  url: string,
  statement: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice });
  try {
    await statement(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Creates the database where it is missing. The address is one that may do so. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  try {
    await administer(serverUrl, (sql) => sql`create database ${sql(name)}`);
  } catch (error) {
    // 23505 is the same answer, given when two do this in the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** By force: anyone who is still connected is cut off. */
export const dropDatabase = (serverUrl: string, name: string) =>
  administer(serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** The roles that were made for a database which is gone; one that something still hangs on stays. */
export async function dropRolesOf(serverUrl: string, name: string): Promise<void> {
  for (const role of [loginOf(name), appRoleOf(name)]) {
    await administer(serverUrl, (sql) => sql.unsafe(`drop role if exists ${quoted(role)}`)).catch((error) => {
      if ((error as { code?: string }).code !== '2BP01') throw error;
    });
  }
}
