/** What becomes of idempotency keys with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { actionKeys } from '../../db/schema/action-keys';
import type { Seconds } from '../time';

/** Removes at most `batch` keys older than `keptFor`; returns how many went. */
export const removeOldSubmissions = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, actionKeys, sql`${actionKeys.createdAt} <= ${ago(keptFor)}`, batch);
