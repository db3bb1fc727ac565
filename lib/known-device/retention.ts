/** What becomes of browsers that a person was known by. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { knownDevices } from '../../db/schema/known-devices';
import type { Seconds } from '../time';

/** Removes at most `batch` that were not used for so long; returns how many went. */
export const removeOldDevices = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, knownDevices, sql`${knownDevices.lastUsedAt} <= ${ago(keptFor)}`, batch);
