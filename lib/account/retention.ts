/** Housekeeping of changes of address, in batches. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import type { Seconds } from '../time';

/** Removes at most `batch` changes of address that nothing can come of any more; returns how many. */
export async function tidyEmailChanges(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from email_changes where id in (
      select id from email_changes
      where requested_at <= ${ago(keptFor)}
        and (confirmed_at is null or confirmed_at <= ${ago(keptFor)})
      limit ${batch} for update skip locked
    ) returning 1`);
  return rows.length;
}
