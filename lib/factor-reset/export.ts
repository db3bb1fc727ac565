/** When a person waited for their factors to be taken off, for their own copy of it. */

import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { factorResets } from '../../db/schema/factor-resets';

export const exportResets = (db: Executor, userId: string) =>
  db
    .select({
      requestedAt: factorResets.requestedAt,
      cancelledAt: factorResets.cancelledAt,
      completedAt: factorResets.completedAt,
    })
    .from(factorResets)
    .where(eq(factorResets.userId, userId))
    .orderBy(factorResets.requestedAt);
