/**
 * What the application's own role may do: read and write rows, add to the audit trail, use the queue. No DDL, no change of the
 * trail, no removal of people that leaves their traces. The owner grants it after each migration; safe to repeat.
 */

import type postgres from 'postgres';
import { admit, ensureAppRole, formerRoles, oldSharedRole, revokeFormer } from './app-members';
import { appRoleOf, quoted } from './app-role';
import { closeDatabase } from './database-door';

/** Said if the owner may not create roles. */
export const missingRole = (database: string): string =>
  `The role ${quoted(appRoleOf(database))} does not exist and this one may not create it, so nothing was granted. Let an administrator of the server run: create role ${quoted(appRoleOf(database))} nologin;`;

export async function databaseOf(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ name: string }[]>`select current_database() as name`;
  return row?.name ?? '';
}

/**
 * Runs on a connection of the owner, with the roles that the product logs in as. Returns a note if the operator should know
 * something or do something by hand. Rights that another role held before, such as one that all products of the server shared,
 * move over; a role that could not be moved keeps them, so that nobody is locked out.
 */
export async function grantToApp(
  sql: postgres.Sql,
  logins: readonly string[] = [],
): Promise<string | undefined> {
  const database = await databaseOf(sql);
  const role = appRoleOf(database);
  const [{ owner } = { owner: '' }] = await sql<{ owner: string }[]>`select current_user as owner`;
  if (owner === role) return namesake(role);
  const there = await ensureAppRole(sql, role);
  const former = await formerRoles(sql, role);
  const waiting = await admit(sql, role, { former, logins });
  const moved = there && waiting.length === 0;
  const grantees = [...(there ? [role] : []), ...(moved ? [] : former)];
  const notes: (string | undefined)[] = [];
  if (grantees.length === 0) notes.push(missingRole(database));
  else if (!moved && former.length > 0) notes.push(byHand({ database, role, there, waiting }));
  notes.push(
    await sql.begin(async (tx) => {
      if (grantees.length > 0) await grantAll(tx, grantees);
      if (grantees.length > 0) notes.push(await openSchema(tx, grantees));
      if (moved) await revokeFormer(tx, former);
      const connecting = moved ? [role] : [...(there ? [role] : []), ...waiting];
      return closeDatabase(tx, { database, role, connecting, former: [...former, oldSharedRole] });
    }),
  );
  if (grantees.length > 0) await openQueue(sql, grantees);
  if (moved && former.length > 0) notes.push(movedOver({ role, former, logins }));
  return notes.filter(Boolean).join('\n') || undefined;
}

const namesake = (role: string) =>
  `The owner of the tables is called ${quoted(role)}, which is the name of the role for the application; nothing was granted. Call the owner something else: alter role ${quoted(role)} rename to …;`;

const list = (names: readonly string[]) => names.map(quoted).join(', ');

function byHand({ role, there, waiting }: Waiting): string {
  const statements = [
    ...(there ? [] : [`create role ${quoted(role)} nologin;`]),
    ...(waiting.length > 0 ? [`grant ${quoted(role)} to ${list(waiting)};`] : []),
  ];
  return `The rights in this database still belong to a role that other databases of the server may share. Let an administrator of the server run: ${statements.join(' ')} Then start again.`;
}
type Waiting = { database: string; role: string; there: boolean; waiting: readonly string[] };

function movedOver(done: { role: string; former: readonly string[]; logins: readonly string[] }): string {
  const { role, former, logins } = done;
  return `The rights in this database went from ${list(former)} to ${quoted(role)}, for ${list(logins) || 'nobody yet'}. Where the product has another login: grant ${quoted(role)} to …;`;
}

async function grantAll(tx: postgres.TransactionSql, grantees: readonly string[]): Promise<void> {
  await tx.unsafe(`
    grant usage on schema graphile_worker to ${list(grantees)};
    grant select, insert, update, delete on all tables in schema public, graphile_worker to ${list(grantees)};
    revoke update, delete, truncate on audit_events from ${list(grantees)};
    revoke insert, update, delete, truncate on audit_bounds from ${list(grantees)};
    -- A person goes by remove_person, and with them what the trail knows of them.
    revoke delete, truncate on users from ${list(grantees)};
    revoke insert, update, delete on graphile_worker.migrations from ${list(grantees)};
    grant usage, select on all sequences in schema public, graphile_worker to ${list(grantees)};
    grant execute on function remove_audit_past(bigint, integer), shorten_audit_addresses(bigint, integer),
      remove_person(uuid) to ${list(grantees)}`);
}

/**
 * Since version 15 the schema public belongs to the database's owner, and nobody else may create anything there. Before that it
 * belongs to a superuser, everybody may use it, and the right to create has to be revoked.
 */
async function openSchema(tx: postgres.TransactionSql, grantees: readonly string[]): Promise<string> {
  const [schema] = await tx<{ own: boolean; free: boolean; me: string }[]>`
    select pg_has_role(current_user, n.nspowner, 'usage') as own, current_user as me,
      exists (select from aclexplode(n.nspacl) a where a.grantee = 0 and a.privilege_type = 'CREATE') as free
    from pg_namespace n where n.nspname = 'public'`;
  if (!schema?.own) return schema?.free ? ownSchema(schema.me) : '';
  if (schema.free) await tx`revoke create on schema public from public`;
  await tx.unsafe(`grant usage on schema public to ${list(grantees)}`);
  return '';
}

const ownSchema = (me: string) =>
  `Every role may create tables in the schema public. Let an administrator of the server run in this database: alter schema public owner to ${quoted(me)};`;

const policy = 'application';

/**
 * The queue's tables have row security and no policy, so a role that does not own them would find them empty. One statement at
 * a time: each waits for the workers of running instances, and holding several at once could deadlock.
 */
async function openQueue(sql: postgres.Sql, grantees: readonly string[]): Promise<void> {
  const tables = await sql<{ name: string; open: boolean; right: boolean; old: boolean }[]>`
    select c.relname as name, p.oid is not null as open,
      p.polroles @> wanted.roles and p.polroles <@ wanted.roles as right,
      exists (select from pg_policy o where o.polrelid = c.oid and o.polname = ${oldSharedRole}) as old
    from pg_class c
    left join pg_policy p on p.polrelid = c.oid and p.polname = ${policy}
    cross join (select array_agg(oid) as roles from pg_roles where rolname = any (${grantees as string[]})) wanted
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity`;
  for (const { name, open, right, old } of tables) {
    const on = `${policy} on graphile_worker.${quoted(name)}`;
    if (!open) await sql.unsafe(`create policy ${on} to ${list(grantees)} using (true) with check (true)`);
    else if (!right) await sql.unsafe(`alter policy ${on} to ${list(grantees)}`);
    if (old) await sql.unsafe(`drop policy ${quoted(oldSharedRole)} on graphile_worker.${quoted(name)}`);
  }
}
