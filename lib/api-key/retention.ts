/** What becomes of keys with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { apiKeys } from '../../db/schema/api-keys';
import type { Seconds } from '../time';

/** Removes at most `batch` that ended longer ago than that; returns how many went. */
export const removeOldKeys = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, apiKeys, sql`least(${apiKeys.revokedAt}, ${apiKeys.expiresAt}) <= ${ago(keptFor)}`, batch);
