/** What becomes of organizations when an account goes. */

import { sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../../db/client';

/** The names of those that only this person owns although others belong to them: they would be left without an owner. */
export async function ownedAlone(db: Executor, userId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select o.name from memberships m join organizations o on o.id = m.organization_id
    where m.user_id = ${userId}::uuid and m.role = 'owner' and o.deleted_at is null
      and exists (select from memberships other where other.organization_id = o.id and other.user_id <> m.user_id)
      and not exists (select from memberships other
        where other.organization_id = o.id and other.user_id <> m.user_id and other.role = 'owner')
    order by o.name`);
  return rows.map(({ name }) => name);
}

/**
 * Before the account is removed. An organization of this person alone goes with everything in it. Where others have joined since
 * they asked to be deleted, the highest and then the longest-standing of them becomes its owner.
 */
export async function departFromOrganizations(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`
    delete from organizations o using memberships m
    where m.organization_id = o.id and m.user_id = ${userId}::uuid
      and not exists (select from memberships other where other.organization_id = o.id and other.user_id <> m.user_id)`);
  await tx.execute(sql`
    update memberships set role = 'owner' from (
      select distinct on (heir.organization_id) heir.organization_id, heir.user_id
      from memberships m join memberships heir on heir.organization_id = m.organization_id and heir.user_id <> m.user_id
      where m.user_id = ${userId}::uuid and m.role = 'owner'
        and not exists (select from memberships other
          where other.organization_id = m.organization_id and other.user_id <> m.user_id and other.role = 'owner')
      order by heir.organization_id, heir.role = 'admin' desc, heir.created_at, heir.user_id
    ) as next
    where memberships.organization_id = next.organization_id and memberships.user_id = next.user_id`);
}
