/** Holds a person to their number of sessions, in browsers and in apps apart: a new one makes room by ending the others that were used longest ago (ASVS 7.1.2). */

import { and, desc, eq, inArray, isNull, ne, not, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import type { Policy } from '../config/policy';
import { type EndedRow, endedRow } from './end';
import type { EndReason } from './reasons';
import { expired, notOverruled } from './sql';

const reason: EndReason = 'session_limit';

/**
 * Ends what is beyond the limit and never the new session itself. What is past its own limits, or overruled, takes no place,
 * and ends for that reason instead. The caller holds the person's lock: without it, sign-ins at once would not see each other.
 */
export async function endBeyondLimit(
  db: Executor,
  started: { userId: string; sessionId: string; kind?: 'browser' | 'api' },
  limit: number,
  policy: Policy,
): Promise<EndedRow[]> {
  const beyond = db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.userId, started.userId),
        ne(sessions.id, started.sessionId),
        isNull(sessions.endedAt),
        eq(sessions.kind, started.kind ?? 'browser'),
        not(expired(policy).is),
        notOverruled,
      ),
    )
    .orderBy(desc(sessions.lastActiveAt), desc(sessions.id))
    .offset(limit - 1);
  return db
    .update(sessions)
    .set({ endedAt: sql`now()`, endedReason: reason, endedFrom: started.sessionId })
    .where(and(inArray(sessions.id, beyond), isNull(sessions.endedAt)))
    .returning(endedRow);
}

export type DisplacedSession = { readonly deviceName: string; readonly lastActiveAt: Date };

/** What had to end when this session started, the latest used first; only within one person's own sessions. */
export const displacedBy = (
  db: Executor,
  started: { userId: string; sessionId: string },
): Promise<DisplacedSession[]> =>
  db
    .select({ deviceName: sessions.deviceName, lastActiveAt: sessions.lastActiveAt })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, started.userId),
        eq(sessions.endedReason, reason),
        eq(sessions.endedFrom, started.sessionId),
      ),
    )
    .orderBy(desc(sessions.lastActiveAt));
