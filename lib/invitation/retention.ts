/** What becomes of invitations with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { invitations } from '../../db/schema/invitations';
import type { Seconds } from '../time';

/** Removes at most `batch` that were made, mailed or answered longer ago than that; returns how many went. */
export const removeOldInvitations = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(
    db,
    invitations,
    sql`greatest(${invitations.createdAt}, ${invitations.sentAt}, ${invitations.acceptedAt},
      ${invitations.declinedAt}, ${invitations.revokedAt}) <= ${ago(keptFor)}`,
    batch,
  );
