/** Which of many sessions have ended, and how: one statement, whatever their number. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import type { EndReason } from './reasons';

export type End = {
  readonly sessionId: string;
  /** Missing when the row itself is gone. */
  readonly reason: EndReason | undefined;
  /** The device it was ended from. */
  readonly endedFrom: string | undefined;
  readonly endedAt: Date | undefined;
  /** The browser that held the session ended it itself: it signed out, or in again. */
  readonly byItself: boolean;
};

type Row = {
  id: string;
  reason: EndReason | null;
  ended_at: string | null;
  device: string | null;
  by_itself: boolean;
};

/** Leaves out the live ones. Limits that have passed are not judged here: a request with the cookie does that. */
export async function findEnds(db: Executor, sessionIds: readonly string[]): Promise<End[]> {
  const ids = sql`string_to_array(${sessionIds.join(',')}, ',')::uuid[]`;
  const rows = await db.execute<Row>(sql`
    select asked.id, s.ended_reason as reason, s.ended_at, actor.device_name as device,
      coalesce(s.ended_reason = 'replaced' or s.ended_from = s.id, false) as by_itself
    from unnest(${ids}) asked(id)
    left join sessions s on s.id = asked.id
    left join sessions actor on actor.id = s.ended_from and actor.user_id = s.user_id
    where s.id is null or s.ended_at is not null`);
  return rows.map((row) => ({
    sessionId: row.id,
    reason: row.reason ?? undefined,
    endedFrom: row.device ?? undefined,
    endedAt: row.ended_at === null ? undefined : new Date(row.ended_at),
    byItself: row.by_itself,
  }));
}
