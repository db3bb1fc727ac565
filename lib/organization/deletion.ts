/** Organizations that an owner deleted: closed at once, brought back by an owner for some days, then gone with everything in them. */

import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { memberships, organizations } from '../../db/schema/organizations';
import { users } from '../../db/schema/users';
import type { Seconds } from '../time';
import type { Organization } from './store';

/** Until when it can be brought back; undefined where it is deleted already. It is nobody's own from then on. */
export async function markDeleted(tx: Transaction, id: string, grace: Seconds): Promise<Date | undefined> {
  const [row] = await tx
    .update(organizations)
    .set({ deletedAt: sql`now()`, personalOf: null })
    .where(and(eq(organizations.id, id), isNull(organizations.deletedAt)))
    .returning({ until: untilAfter(grace) });
  return row && new Date(row.until);
}

const untilAfter = (grace: Seconds) => sql<string>`${organizations.deletedAt} + ${lasting(grace)}`;

export type Deleted = Organization & { readonly until: Date };

/** Those that the person may bring back. */
export async function deletedOf(db: Executor, userId: string, grace: Seconds): Promise<Deleted[]> {
  const rows = await db
    .select({
      id: organizations.id,
      slug: organizations.slug,
      name: organizations.name,
      until: untilAfter(grace),
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.role, 'owner'),
        sql`${organizations.deletedAt} > ${ago(grace)}`,
      ),
    )
    .orderBy(organizations.deletedAt);
  return rows.map((row) => ({ ...row, until: new Date(row.until) }));
}

/** Undefined where they own no such organization, or its time is over. */
export async function unmarkDeleted(
  tx: Transaction,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
  grace: Seconds,
): Promise<Organization | undefined> {
  const [row] = await tx
    .update(organizations)
    .set({ deletedAt: null })
    .where(
      and(
        eq(organizations.id, organizationId),
        sql`${organizations.deletedAt} > ${ago(grace)}`,
        sql`exists (select from ${memberships} m where m.organization_id = ${organizations.id}
          and m.user_id = ${userId}::uuid and m.role = 'owner')`,
      ),
    )
    .returning({ id: organizations.id, slug: organizations.slug, name: organizations.name });
  return row;
}

/** Everybody who has to hear of it. */
export const ownersOf = (
  db: Executor,
  organizationId: string,
): Promise<{ userId: string; email: string }[]> =>
  db
    .select({ userId: users.id, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.organizationId, organizationId), eq(memberships.role, 'owner')));

export async function findPastGrace(db: Executor, grace: Seconds, batch: number): Promise<string[]> {
  const rows = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(isNotNull(organizations.deletedAt), sql`${organizations.deletedAt} <= ${ago(grace)}`))
    .limit(batch);
  return rows.map(({ id }) => id);
}

/** False where somebody brought it back meanwhile, or another instance was faster. */
export async function removeOrganization(tx: Transaction, id: string, grace: Seconds): Promise<boolean> {
  const rows = await tx
    .delete(organizations)
    .where(and(eq(organizations.id, id), sql`${organizations.deletedAt} <= ${ago(grace)}`))
    .returning({ id: organizations.id });
  return rows.length > 0;
}
