/** Who is let into the application's role, and which roles held its rights before. */

import type postgres from 'postgres';
import { product } from '../lib/config/product';
import { quoted } from './app-role';

/** The role that all products of a server shared before each role was named after its database. */
export const oldSharedRole = `${product.slug.replaceAll('-', '_')}_app`;

/** Two starts at once may both get here. False if this role may not create it. */
export async function ensureAppRole(sql: postgres.Sql, role: string): Promise<boolean> {
  const [there] = await sql`select 1 from pg_roles where rolname = ${role}`;
  return there !== undefined || (await unlessDenied(sql.unsafe(`create role ${quoted(role)} nologin`)));
}

export const createdMeanwhile = (error: unknown): boolean =>
  ['42710', '23505'].includes((error as { code?: string }).code ?? '');

async function unlessDenied(statement: PromiseLike<unknown>): Promise<boolean> {
  try {
    await statement;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false;
    if (!createdMeanwhile(error)) throw error;
  }
  return true;
}

/**
 * The other roles that hold the rights in this database: the shared one, or that of the database that this one was copied from.
 */
export async function formerRoles(sql: postgres.Sql, role: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select r.rolname as name from pg_roles r
    where r.rolname not in (${role}, current_user) and not r.rolsuper and (
      r.oid in (
        select unnest(p.polroles) from pg_policy p join pg_class c on c.oid = p.polrelid
        where c.relnamespace = 'graphile_worker'::regnamespace and p.polname in (${oldSharedRole}, 'application'))
      or r.rolname = ${oldSharedRole} and r.oid in (
        select a.grantee from pg_class c cross join lateral aclexplode(c.relacl) a where c.oid = 'public.users'::regclass))
    order by 1`;
  return rows.map(({ name }) => name);
}

/**
 * Lets those of the product's logins into the role that were members of a former one, and nobody else. Returns those that the
 * owner may not let in: since version 16, the right to create roles is not enough for that.
 */
export async function admit(
  sql: postgres.Sql,
  role: string,
  { former, logins }: { former: readonly string[]; logins: readonly string[] },
): Promise<string[]> {
  const outside = await sql<{ name: string }[]>`
    select l.rolname as name from pg_roles l
    where l.rolname = any (${logins as string[]}) and not pg_has_role(l.oid, current_user, 'member')
    and not exists (select from pg_roles r where r.rolname = ${role} and pg_has_role(l.oid, r.oid, 'member'))
    and exists (
      select from pg_roles f where f.rolname = any (${[...former, oldSharedRole]}) and pg_has_role(l.oid, f.oid, 'member'))`;
  const waiting = [];
  for (const { name } of outside) {
    const there = await sql`select 1 from pg_roles where rolname = ${role}`;
    const letIn =
      there.length > 0 && (await unlessDenied(sql.unsafe(`grant ${quoted(role)} to ${quoted(name)}`)));
    if (!letIn) waiting.push(name);
  }
  return waiting;
}

/** Only in this database: another one on the server may not have moved yet. */
export async function revokeFormer(tx: postgres.TransactionSql, former: readonly string[]): Promise<void> {
  for (const role of former) {
    await tx.unsafe(`
      revoke all on all tables in schema public, graphile_worker from ${quoted(role)};
      revoke all on all sequences in schema public, graphile_worker from ${quoted(role)};
      revoke all on all functions in schema public, graphile_worker from ${quoted(role)};
      revoke all on schema graphile_worker from ${quoted(role)}`);
    const [revocable] = await tx`
      select 1 from pg_namespace n cross join lateral aclexplode(n.nspacl) a
      where n.nspname = 'public' and pg_has_role(current_user, n.nspowner, 'usage') and a.grantee = (select oid from pg_roles where rolname = ${role})`;
    if (revocable) await tx.unsafe(`revoke all on schema public from ${quoted(role)}`);
  }
}
