/** Housekeeping in batches: ends what nobody came back to. No decision waits for it. */

import { and, inArray, isNull } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import type { Policy } from '../config/policy';
import { type EndedRow, endedRow } from './end';
import { expired } from './sql';

/** Ends at most `batch` abandoned sessions, dated at their limit; skips rows that someone else is changing. */
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
