/** The role that the product connects with on a server of our own: embedded, or the tests'. Elsewhere an operator makes it. */

import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import { administer } from './administer';
import { createdMeanwhile, ensureAppRole } from './app-members';
import { appRoleOf, loginOf, quoted } from './app-role';
import { databaseOf, missingRole } from './grants';

/**
 * Makes sure that this database has its login, and returns its address. Each database has its own, so that what development
 * connects with opens nothing in production. The password is derived from the owner's, so processes that know the owner's agree
 * on it without talking; it reveals neither that one nor another database's.
 */
export async function ensureAppLogin(ownerUrl: string): Promise<string> {
  const address = new URL(ownerUrl);
  await administer(ownerUrl, async (sql) => {
    const database = await databaseOf(sql);
    const [login, role] = [loginOf(database), appRoleOf(database)];
    // Hexadecimal, so it needs no quoting: the statements below take no parameters.
    const password = createHmac('sha256', decodeURIComponent(address.password))
      .update(`the role of the application in ${database}`)
      .digest('hex');
    Object.assign(address, { username: encodeURIComponent(login), password });
    if (!(await ensureAppRole(sql, role))) throw new Error(missingRole(database));
    const [there] = await sql`select 1 from pg_roles where rolname = ${login}`;
    if (!there) await create(sql, { login, role, password });
    // Only if needed: two that alter a role at the same moment get in each other's way.
    else if (!(await isMember(address.href, role))) await putRight(sql, { login, role, password });
  });
  return address.href;
}

type Login = { login: string; role: string; password: string };

async function create(sql: postgres.Sql, { login, role, password }: Login): Promise<void> {
  try {
    await sql.unsafe(`create role ${quoted(login)} login password '${password}' in role ${quoted(role)}`);
  } catch (error) {
    if (!createdMeanwhile(error)) throw error;
  }
}

async function putRight(sql: postgres.Sql, { login, role, password }: Login): Promise<void> {
  await sql.unsafe(`alter role ${quoted(login)} login password '${password}'`);
  const [member] = await sql`select pg_has_role(${login}, ${role}, 'member') as yes`;
  if (!member?.yes) await sql.unsafe(`grant ${quoted(role)} to ${quoted(login)}`);
}

const isMember = (url: string, role: string) =>
  answers(url, (sql) => sql`select pg_has_role(current_user, ${role}, 'member') as yes`).catch(() => false);

/** Whether the role of this address may do what the product needs: it owns the tables or is in the application's role. */
export const mayServe = (url: string) =>
  answers(
    url,
    (sql) =>
      sql`select has_table_privilege('users', 'select') and has_table_privilege('users', 'insert') as yes`,
  ).catch((error) => {
    if ((error as { code?: string }).code !== '42501') throw error;
    return false;
  });

/** The roles behind addresses. A pooler may know them by another name, so this asks the database if it can. */
export async function loginsOf(urls: readonly string[]): Promise<string[]> {
  const names = await Promise.all(
    [...new Set(urls)].map(async (url) => {
      let name = decodeURIComponent(new URL(url).username);
      await administer(url, async (sql) => {
        const [row] = await sql<{ name: string }[]>`select current_user as name`;
        name = row?.name ?? name;
      }).catch(() => undefined);
      return name;
    }),
  );
  return [...new Set(names)];
}

async function answers(
  url: string,
  question: (sql: postgres.Sql) => PromiseLike<Iterable<{ yes?: boolean }>>,
): Promise<boolean> {
  let yes = false;
  await administer(url, async (sql) => {
    const [row] = await question(sql);
    yes = row?.yes === true;
  });
  return yes;
}
