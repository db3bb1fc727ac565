/** Housekeeping of the counters, in batches. */

import { inArray, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { rateLimits, signInDelays } from '../../db/schema/throttles';
import type { Seconds } from '../time';

/**
 * Removes windows that have closed, and failures that nobody added to for `unusedFor`: made-up addresses must not pile up.
 * Returns the larger of the two counts: a full batch means that there is more.
 */
export async function tidyCounters(db: Executor, unusedFor: Seconds, batch: number): Promise<number> {
  const closed = db
    .select({ key: rateLimits.key })
    .from(rateLimits)
    .where(sql`${rateLimits.expiresAt} <= now()`)
    .limit(batch);
  const windows = await db
    .delete(rateLimits)
    .where(inArray(rateLimits.key, closed))
    .returning({ key: rateLimits.key });
  const old = db
    .select({ key: signInDelays.key })
    .from(signInDelays)
    .where(sql`${signInDelays.lastFailureAt} <= ${ago(unusedFor)}`)
    .limit(batch);
  const delays = await db
    .delete(signInDelays)
    .where(inArray(signInDelays.key, old))
    .returning({ key: signInDelays.key });
  return Math.max(windows.length, delays.length);
}
