/** What was recorded about one person, as an operator reads it. */

import { and, desc, eq, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import type { Seconds } from '../time';
import type { AuditEventName } from './events';

export type EventOfTimeline = Awaited<ReturnType<typeof eventsWithin>>[number];

/** The newest `limit` of that time, the oldest of them first. */
export async function eventsWithin(db: Executor, userId: string, within: Seconds, limit: number) {
  const rows = await db
    .select({
      id: sql<string>`${auditEvents.id}::text`,
      at: auditEvents.at,
      event: sql<AuditEventName>`${auditEvents.event}`,
      outcome: auditEvents.outcome,
      reason: auditEvents.reason,
      actorId: auditEvents.actorId,
      userId: auditEvents.userId,
      sessionId: auditEvents.sessionId,
      ip: auditEvents.ip,
      data: sql<Record<string, string | number | boolean>>`${auditEvents.data}`,
    })
    .from(auditEvents)
    .where(and(eq(auditEvents.userId, userId), sql`${auditEvents.at} > ${ago(within)}`))
    // As the index of a person's log has them; by `at` every line of theirs would have to be read and sorted.
    .orderBy(desc(auditEvents.id))
    .limit(limit);
  return rows.reverse();
}
