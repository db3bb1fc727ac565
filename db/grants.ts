/**
 * What the application's own role may do: read and write rows, add to the audit trail, use the queue. No DDL, no change of
 * the trail. Granted by the owner after each migration; safe to do again.
 */

import type postgres from 'postgres';

/** Nobody logs in as it: a role that does is a member of it, or of a role that is. */
export const appRole = 'latchkey_app';

export const missingRole = `The role ${appRole} does not exist and this one may not create it, so nothing was granted. Let an administrator of the server run: create role ${appRole} nologin;`;

/** On a connection of the owner. Returns a word for the operator where there is something to do by hand. */
export async function grantToApp(sql: postgres.Sql): Promise<string | undefined> {
  if (!(await ensureAppRole(sql))) return missingRole;
  await sql.begin(async (tx) => {
    await grantTables(tx);
    await grantQueue(tx);
  });
  return undefined;
}

/** Roles belong to the whole server, so two databases that are migrated at once both get here. False where it may not be created. */
export async function ensureAppRole(sql: postgres.Sql): Promise<boolean> {
  const [role] = await sql`select 1 from pg_roles where rolname = ${appRole}`;
  if (role) return true;
  try {
    await sql`create role ${sql(appRole)} nologin`;
    return true;
  } catch (error) {
    return createdMeanwhile(error) || throwUnlessDenied(error);
  }
}

export const createdMeanwhile = (error: unknown): boolean =>
  ['42710', '23505'].includes((error as { code?: string }).code ?? '');

function throwUnlessDenied(error: unknown): false {
  if ((error as { code?: string }).code !== '42501') throw error;
  return false;
}

async function grantTables(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(`
    -- As Postgres has it by itself from version 15 on.
    revoke create on schema public from public;
    grant usage on schema public to ${appRole};
    grant select, insert, update, delete on all tables in schema public to ${appRole};
    revoke update, delete, truncate on audit_events from ${appRole};
    grant usage, select on all sequences in schema public to ${appRole};
    grant execute on function remove_audit_past(bigint, integer), shorten_audit_addresses(bigint, integer),
      forget_audit_person(uuid) to ${appRole}`);
}

/** The queue's tables have row security and no policy: whoever does not own them would find them empty. */
async function grantQueue(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(`
    grant usage on schema graphile_worker to ${appRole};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${appRole};
    revoke insert, update, delete on graphile_worker.migrations from ${appRole};
    grant usage, select on all sequences in schema graphile_worker to ${appRole}`);
  const closed = await tx<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = ${appRole})`;
  for (const { name } of closed) {
    await tx`create policy ${tx(appRole)} on graphile_worker.${tx(name)} to ${tx(appRole)} using (true) with check (true)`;
  }
}
