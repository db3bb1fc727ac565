/** What is kept about a person's accounts elsewhere, for their own copy of it. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { identities } from '../../db/schema/identities';

/** Oldest first. */
export const exportIdentities = (db: Executor, userId: string) =>
  db
    .select({
      provider: identities.provider,
      email: identities.email,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.createdAt));
