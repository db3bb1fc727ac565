/** Which session a deed was done in, from the lines that were written down in the deed's own transaction. */

import { and, eq, gte, lt, min, ne, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import { sessions } from '../../db/schema/sessions';

/**
 * When the session began in which something was done to this account at that moment, or that moment itself where the deed
 * needed no session or its session is no longer kept. `at` is a transaction's own time, to the millisecond.
 */
export async function sessionOfDeedBegan(
  db: Executor,
  { userId, at }: { readonly userId: string; readonly at: Date },
): Promise<Date> {
  // The database keeps microseconds, a Date does not: anything within that millisecond is meant.
  const moment = sql`${at.toISOString()}::timestamptz`;
  const [row] = await db
    .select({ began: min(sessions.signedInAt) })
    .from(auditEvents)
    .innerJoin(sessions, eq(sessions.id, auditEvents.sessionId))
    .where(
      and(
        eq(auditEvents.userId, userId),
        eq(sessions.userId, userId),
        // Those that the deed ended were there before it, and are the person's.
        ne(auditEvents.event, 'session_expired'),
        gte(auditEvents.at, moment),
        lt(auditEvents.at, sql`${moment} + interval '1 millisecond'`),
      ),
    );
  return row?.began && row.began < at ? row.began : at;
}
