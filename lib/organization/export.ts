/** The organizations that a person belongs to, for their own copy of it. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { memberships, organizations } from '../../db/schema/organizations';

/** Oldest first. */
export const exportMemberships = (db: Executor, userId: string) =>
  db
    .select({
      organization: organizations.name,
      address: organizations.slug,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt), asc(organizations.id));
