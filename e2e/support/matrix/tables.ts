/** The tables that hold something of an organization, as the database itself tells. */

import { sql } from '../database';

type OwnTable = { readonly name: string; readonly column: string; readonly parent: string | null };

/** Those with a column for the organization, and those that hang on one of them; found in the database itself. */
export const tablesOfOrganizations = (): Promise<OwnTable[]> => sql<OwnTable[]>`
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
