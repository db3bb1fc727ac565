/** What support asked a person and what they said, for their own copy of it. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { supportGrants } from '../../db/schema/support-grants';

/** Oldest first. Who asked is left out: that is somebody else. */
export const exportSupportGrants = (db: Executor, userId: string) =>
  db
    .select({
      reason: supportGrants.reason,
      ticket: supportGrants.ticket,
      askedAt: supportGrants.askedAt,
      level: supportGrants.level,
      grantedAt: supportGrants.grantedAt,
      expiresAt: supportGrants.expiresAt,
      refusedAt: supportGrants.refusedAt,
      revokedAt: supportGrants.revokedAt,
      usedAt: supportGrants.usedAt,
    })
    .from(supportGrants)
    .where(eq(supportGrants.userId, userId))
    .orderBy(asc(supportGrants.askedAt), asc(supportGrants.id));
