/** Housekeeping in batches: ends what nobody came back to, removes what is past retention. No decision waits for it. */

import { and, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import type { Policy } from '../config/policy';
import { type EndedRow, endedRow } from './end';
import { expired } from './sql';

/** Ends at most `batch` abandoned sessions, dated at their limit; skips rows that somebody else is changing. */
export async function endAbandoned(db: Executor, policy: Policy, batch: number): Promise<EndedRow[]> {
  const limit = expired(policy);
  const due = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isNull(sessions.endedAt), limit.is))
    .orderBy(sessions.lastActiveAt)
    .limit(batch)
    .for('update', { skipLocked: true });
  return db
    .update(sessions)
    .set({ endedAt: limit.at, endedReason: limit.reason })
    .where(inArray(sessions.id, due))
    .returning(endedRow);
}

/** Removes at most `batch` ended sessions older than the retention; returns how many went. */
export async function removePastRetention(db: Executor, policy: Policy, batch: number): Promise<number> {
  const due = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isNotNull(sessions.endedAt), sql`${sessions.endedAt} <= ${ago(policy.endedSessionRetention)}`))
    .limit(batch)
    .for('update', { skipLocked: true });
  const rows = await db.delete(sessions).where(inArray(sessions.id, due)).returning({ id: sessions.id });
  return rows.length;
}
