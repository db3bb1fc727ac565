/** What becomes of waits for a factor reset with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { factorResets } from '../../db/schema/factor-resets';
import type { Seconds } from '../time';

/** Removes at most `batch` that are over and that old; returns how many went. */
export function removeOldResets(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const { cancelledAt, completedAt, requestedAt } = factorResets;
  const over = sql`(${cancelledAt} is not null or ${completedAt} is not null)`;
  return deleteBatch(db, factorResets, sql`${over} and ${requestedAt} <= ${ago(keptFor)}`, batch);
}
