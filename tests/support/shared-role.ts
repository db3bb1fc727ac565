/** A database as an installation had it while all products of a server shared one role. */

import type postgres from 'postgres';
import { oldSharedRole } from '../../db/app-members';
import { appRoleOf, quoted } from '../../db/app-role';

const former = quoted(oldSharedRole);

/** `root` and `owner` are connections to that database. */
export async function shareRoleAgain(
  root: postgres.Sql,
  owner: postgres.Sql,
  database: string,
): Promise<void> {
  const [role] = await root`select 1 from pg_roles where rolname = ${oldSharedRole}`;
  if (!role) await root.unsafe(`create role ${former} nologin`);
  await owner.unsafe(`
    grant usage on schema public, graphile_worker to ${former};
    grant select, insert, update, delete on all tables in schema public, graphile_worker to ${former};
    revoke update, delete, truncate on audit_events from ${former};
    revoke insert, update, delete on graphile_worker.migrations from ${former};
    grant usage, select on all sequences in schema public, graphile_worker to ${former}`);
  const tables = await root<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`;
  for (const { name } of tables) {
    const on = `on graphile_worker.${quoted(name)}`;
    await owner.unsafe(`drop policy if exists application ${on}`);
    await owner.unsafe(`create policy ${former} ${on} to ${former} using (true) with check (true)`);
  }
  const mine = quoted(appRoleOf(database));
  const [own] = await root`select 1 from pg_roles where rolname = ${appRoleOf(database)}`;
  if (own) await root.unsafe(`drop owned by ${mine}; drop role ${mine}`);
  await root.unsafe(`grant connect on database ${quoted(database)} to public`);
}
