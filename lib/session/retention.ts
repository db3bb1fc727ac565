/** What becomes of the addresses of sessions with time: after a while the network alone is left, as in the audit trail. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import type { Seconds } from '../time';

/** Shortens at most `batch` addresses of sessions that nobody has used, or that ended, so long ago; returns how many. */
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
