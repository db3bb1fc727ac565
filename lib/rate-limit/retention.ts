/** What becomes of counters with time: made-up addresses must not pile up. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { rateLimits, signInDelays } from '../../db/schema/throttles';
import type { Seconds } from '../time';

/** Removes at most `batch` windows that have closed; returns how many went. */
export const removeClosedWindows = (db: Executor, batch: number): Promise<number> =>
  deleteBatch(db, rateLimits, sql`${rateLimits.expiresAt} <= now()`, batch);

/** Removes at most `batch` counts of failures that nobody added to for `keptFor`; returns how many went. */
export const removeOldFailures = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, signInDelays, sql`${signInDelays.lastFailureAt} <= ${ago(keptFor)}`, batch);
