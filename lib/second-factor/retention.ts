/** What becomes of sign-ins that waited for their second factor. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { pendingSignIns } from '../../db/schema/pending-sign-ins';
import type { Seconds } from '../time';

/** Removes at most `batch` older than so long; returns how many went. */
export const removeOldPending = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, pendingSignIns, sql`${pendingSignIns.createdAt} <= ${ago(keptFor)}`, batch);
