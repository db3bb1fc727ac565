/** An organization with everybody in it whom the permission matrix needs, and all of its rows, to see that nothing has changed. */

import { sql } from '../database';
import { storeOrganization, type TestOrganization } from '../organizations';
import { createPerson, type TestPerson } from '../people';
import type { Column } from './columns';

export type Ground = TestOrganization & {
  /** A member whom others act on. */
  readonly target: TestPerson;
  readonly projectId: string; // only: sample
  readonly taskId: string; // only: sample
};

/** Owned by somebody who only owns it, so that an owner who acts is never the last one. */
export async function ground(
  owner: TestPerson,
  target: TestPerson,
  members: readonly Column[],
): Promise<Ground> {
  const organization = await storeOrganization('Ground', [
    [owner, 'owner'],
    [target, 'member'],
    ...members.flatMap(({ person, role }) => (role ? [[person, role] as const] : [])),
  ]);
  return {
    ...organization,
    target,
    ...(await storeProject(organization)), // only: sample
  };
}

export const newPair = async () =>
  [await createPerson('Olive Owner'), await createPerson('Ty Target')] as const;

// only: sample, from here
async function storeProject({ id, name }: TestOrganization) {
  const [row] = await sql<{ project_id: string; id: string }[]>`
    with made as (insert into projects (organization_id, name) values (${id}, ${`Project of ${name}`}) returning id)
    insert into tasks (project_id, title, position) select id, 'A task', 0 from made returning project_id, id`;
  if (!row) throw new Error('the project was not stored');
  return { projectId: row.project_id, taskId: row.id };
}

// only: sample, to here
type Table = { readonly name: string; readonly column: string; readonly parent: string | null };

/** Those with a column for the organization, and those that hang on one of them; found in the database itself. */
const tables = (): Promise<Table[]> => sql<Table[]>`
  with own as (
    select c.oid, c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
  select name, 'organization_id' as column, null as parent from own
  union all
  select child.relname, a.attname, own.name from pg_constraint k
  join own on own.oid = k.confrelid
  join pg_class child on child.oid = k.conrelid
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  where k.contype = 'f' and child.oid not in (select oid from own)`;

/** Every row of the organization as text. What is refused may leave a line in the trail that says so, and nothing else. */
export async function rowsOf({ id }: Pick<TestOrganization, 'id'>): Promise<readonly string[]> {
  const rows = await sql<{ row: string }[]>`select o::text as row from organizations o where id = ${id}`;
  const found = rows.map(({ row }) => row);
  for (const { name, column, parent } of await tables()) {
    const ids = parent ? sql`(select id from ${sql(parent)} where organization_id = ${id})` : sql`(${id})`;
    const but = name === 'audit_events' ? sql`and event <> 'authz_fail'` : sql``;
    const of = await sql<{ row: string }[]>`
      select ${name} || t::text as row from ${sql(name)} t where ${sql(column)} in ${ids} ${but}`;
    found.push(...of.map(({ row }) => row));
  }
  return found.sort();
}
