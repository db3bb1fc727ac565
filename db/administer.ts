/** Creates, drops and addresses whole databases on a server. For scripts and tests; the product never does this. */

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

/** Creates the database if it is missing. The address has to be one that may do so. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  try {
    await administer(serverUrl, (sql) => sql`create database ${sql(name)}`);
  } catch (error) {
    // 23505 means the same when two create it at once.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** By force: open connections are cut. */
export const dropDatabase = (serverUrl: string, name: string) =>
  administer(serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Drops the roles made for a database that is gone. A role that something still depends on stays. */
export async function dropRolesOf(serverUrl: string, name: string): Promise<void> {
  for (const role of [loginOf(name), appRoleOf(name)]) {
    await administer(serverUrl, (sql) => sql.unsafe(`drop role if exists ${quoted(role)}`)).catch((error) => {
      if ((error as { code?: string }).code !== '2BP01') throw error;
    });
  }
}
