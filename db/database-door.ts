/** Who may connect to the database at all. By default, Postgres lets in every login of the server. */

import type postgres from 'postgres';
import { quoted } from './app-role';

/** Tools and providers connect here first, whatever they want. */
const serversOwn = 'postgres';

export type Door = {
  readonly database: string;
  readonly role: string;
  /** Roles of the product. */
  readonly connecting: readonly string[];
  /** Roles that came in through other products on the server, whatever rights they still have here. */
  readonly former: readonly string[];
};

/** Returns a note for the operator if it was closed while in use, or cannot be closed. */
export async function closeDatabase(tx: postgres.TransactionSql, door: Door): Promise<string> {
  const { database, role, connecting } = door;
  if (database === serversOwn) return '';
  const [state] = await tx<{ own: boolean; open: boolean; used: boolean }[]>`
    select pg_has_role(current_user, d.datdba, 'usage') as own, exists (select from users) as used,
      exists (
        select from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        where a.grantee = 0 and a.privilege_type = 'CONNECT') as open
    from pg_database d where d.datname = current_database()`;
  if (!state?.own) return state?.open ? letTheOwner(database, role) : '';
  const entitled = state.open ? [...connecting, ...(await grantedByName(tx, door.former))] : connecting;
  for (const name of entitled) await letConnect(tx, database, name);
  if (!state.open) return '';
  await tx.unsafe(`revoke connect on database ${quoted(database)} from public`);
  return state.used ? closedInUse(database) : '';
}

const letTheOwner = (database: string, role: string) =>
  `Every login of the server may connect to this database. Let its owner run: grant connect on database ${quoted(database)} to ${quoted(role)}; revoke connect on database ${quoted(database)} from public;`;

const closedInUse = (database: string) =>
  `From now on only roles with rights in this database may connect to it. For one without, such as that of a backup: grant connect on database ${quoted(database)} to …;`;

/** Granting what is there already would still write the database's row, which others may be writing too. */
async function letConnect(tx: postgres.TransactionSql, database: string, name: string): Promise<void> {
  const [row] = await tx<{ may: boolean }[]>`
    select exists (
      select from pg_database d cross join lateral aclexplode(d.datacl) a join pg_roles r on r.oid = a.grantee
      where d.datname = current_database() and r.rolname = ${name} and a.privilege_type = 'CONNECT') as may`;
  if (!row?.may) await tx.unsafe(`grant connect on database ${quoted(database)} to ${quoted(name)}`);
}

/** Roles that somebody has granted something here: say, a reader for reports that came in with everybody else until now. */
async function grantedByName(tx: postgres.TransactionSql, former: readonly string[]): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    with spaces as (select * from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
    named as (
      select nspowner as id from spaces
      union select a.grantee from spaces cross join lateral aclexplode(nspacl) a
      union select c.relowner from pg_class c join spaces s on s.oid = c.relnamespace
      union select a.grantee from pg_class c join spaces s on s.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a
      union select a.grantee from pg_proc p join spaces s on s.oid = p.pronamespace cross join lateral aclexplode(p.proacl) a
    )
    select r.rolname as name from named join pg_roles r on r.oid = named.id
    where not r.rolsuper and r.rolname !~ '^pg_' and r.rolname <> all (${former as string[]})
    order by 1`;
  return rows.map(({ name }) => name);
}
