/** What becomes of ended sessions and of the addresses of all of them with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { sessions } from '../../db/schema/sessions';
import type { Seconds } from '../time';

/** Removes at most `batch` sessions that ended so long ago; returns how many went. */
export const removeOldSessions = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, sessions, sql`${sessions.endedAt} <= ${ago(keptFor)}`, batch);

/**
 * Shortens at most `batch` addresses of sessions that nobody has used, or that ended, so long ago; returns how many. The
 * network alone is left, as in the audit trail.
 */
export async function shortenSessionAddresses(
  db: Executor,
  wholeFor: Seconds,
  batch: number,
): Promise<number> {
  const rows = await db.execute(sql`
    update sessions set ip = network(set_masklen(ip, case family(ip) when 4 then 24 else 48 end))
    where id in (
      select id from sessions
      where ip is not null and masklen(ip) > case family(ip) when 4 then 24 else 48 end
        and (ended_at <= ${ago(wholeFor)} or (ended_at is null and last_active_at <= ${ago(wholeFor)}))
      limit ${batch} for update skip locked
    ) returning 1`);
  return rows.length;
}
