/** What becomes of organizations when an account goes. */

import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/** Locks a person's organizations, so that nobody joins, leaves or changes a role until the transaction ends. Always in the same order, so that two such transactions can't deadlock. */
const holdOrganizations = (tx: Transaction, userId: string) =>
  tx.execute(sql`
    select o.id from organizations o
    where o.id in (select m.organization_id from memberships m where m.user_id = ${userId}::uuid)
    order by o.id for update`);

/** Others in the organization of `m` who stay: an account that is about to be deleted does not. */
const others = (which: SQL = sql`true`) => sql`
  select from memberships other join users u on u.id = other.user_id
  where other.organization_id = m.organization_id and other.user_id <> m.user_id and u.deletion_requested_at is null and ${which}`;
const anOwner = sql`other.role = 'owner'`;

/** The names of those that only this person owns although others belong to them: they would be left without an owner. */
export async function ownedAlone(tx: Transaction, userId: string): Promise<string[]> {
  await holdOrganizations(tx, userId);
  const rows = await tx.execute<{ name: string }>(sql`
    select o.name from memberships m join organizations o on o.id = m.organization_id
    where m.user_id = ${userId}::uuid and m.role = 'owner' and o.deleted_at is null
      and exists (${others()}) and not exists (${others(anOwner)})
    order by o.name`);
  return rows.map(({ name }) => name);
}

/**
 * Call it before the account is removed. An organization without other members is removed with everything in it. If others have
 * joined meanwhile, one of them becomes the owner: an admin before a member, and the one who joined first. Somebody who stays is
 * preferred to somebody who is leaving as well.
 */
export async function departFromOrganizations(tx: Transaction, userId: string): Promise<void> {
  await holdOrganizations(tx, userId);
  await tx.execute(sql`
    delete from organizations o using memberships m
    where m.organization_id = o.id and m.user_id = ${userId}::uuid
      and not exists (select from memberships other where other.organization_id = o.id and other.user_id <> m.user_id)`);
  await tx.execute(sql`
    update memberships set role = 'owner' from (
      select distinct on (heir.organization_id) heir.organization_id, heir.user_id
      from memberships m join memberships heir on heir.organization_id = m.organization_id and heir.user_id <> m.user_id
        join users u on u.id = heir.user_id
      where m.user_id = ${userId}::uuid and m.role = 'owner' and not exists (${others(anOwner)})
      order by heir.organization_id, u.deletion_requested_at is null desc, heir.role = 'owner' desc, heir.role = 'admin' desc,
        heir.created_at, heir.user_id
    ) as next
    where memberships.organization_id = next.organization_id and memberships.user_id = next.user_id`);
}
