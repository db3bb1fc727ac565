/** What becomes of changes of address with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { emailChanges } from '../../db/schema/email-changes';
import type { Seconds } from '../time';

/** Removes at most `batch` changes of address that nothing can come of any more; returns how many went. */
export function removeOldEmailChanges(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const { confirmedAt, requestedAt } = emailChanges;
  const old = ago(keptFor);
  const over = sql`(${confirmedAt} is null or ${confirmedAt} <= ${old})`;
  return deleteBatch(db, emailChanges, sql`${requestedAt} <= ${old} and ${over}`, batch);
}
