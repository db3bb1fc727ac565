/** The role that the product connects with where the server is our own: embedded, or the tests'. Elsewhere an operator makes it. */

import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import { administer } from './administer';
import { appRole, createdMeanwhile, ensureAppRole, missingRole } from './grants';

const login = 'latchkey';

/**
 * Makes sure that it is there, and returns its address of the same database. The password follows from the owner's, so that
 * processes which know that one agree without a word; it does not lead back to it.
 */
export async function ensureAppLogin(ownerUrl: string): Promise<string> {
  const address = new URL(ownerUrl);
  // Hexadecimal, so it needs no quoting: the statements below take no parameters.
  const password = createHmac('sha256', decodeURIComponent(address.password))
    .update('the role of the application')
    .digest('hex');
  address.username = login;
  address.password = password;
  const url = address.href;
  await administer(ownerUrl, async (sql) => {
    if (!(await ensureAppRole(sql))) throw new Error(missingRole);
    const [role] = await sql`select 1 from pg_roles where rolname = ${login}`;
    if (!role) await create(sql, password);
    // Only where it is needed: two that alter a role in the same moment get in each other's way.
    else if (!(await isMember(url))) {
      await sql.unsafe(`alter role ${login} login password '${password}'; grant ${appRole} to ${login}`);
    }
  });
  return url;
}

async function create(sql: postgres.Sql, password: string): Promise<void> {
  try {
    await sql.unsafe(`create role ${login} login password '${password}' in role ${appRole}`);
  } catch (error) {
    if (!createdMeanwhile(error)) throw error;
  }
}

const isMember = (url: string) =>
  answers(url, (sql) => sql`select pg_has_role(current_user, ${appRole}, 'member') as yes`).catch(
    () => false,
  );

/** Whether the role of this address may do what the product needs: it owns the tables, or was let into the application's role. */
export const mayServe = (url: string) =>
  answers(url, (sql) => sql`select has_table_privilege('users', 'select, insert') as yes`);

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
