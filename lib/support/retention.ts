/** What becomes of questions and consents with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { supportGrants } from '../../db/schema/support-grants';
import type { Seconds } from '../time';

/** Removes at most `batch` that are over and were asked so long ago; returns how many went. */
export function removeOldSupportGrants(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const { askedAt, expiresAt } = supportGrants;
  return deleteBatch(db, supportGrants, sql`${askedAt} <= ${ago(keptFor)} and ${expiresAt} <= now()`, batch);
}
