/** Appends to the audit trail, in the transaction of the change it records: both are there or neither. */

import { and, eq, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import type { Seconds } from '../time';
import type { AuditEvent } from './events';

export type Origin = { readonly id: string; readonly ip: string | null; readonly userAgent: string | null };

export async function appendAudit(
  db: Executor,
  origin: Origin | undefined,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await db.insert(auditEvents).values(
    events.map((event) => ({
      ...event,
      data: event.data ?? {},
      ip: origin?.ip,
      userAgent: origin?.userAgent,
      requestId: origin?.id,
    })),
  );
}

type Recorded = { readonly sessionId: string } & Required<Pick<AuditEvent, 'event' | 'reason'>>;

/** Whether the same was recorded of this session lately: the trail only grows, and some things are cheap to repeat. */
export async function wasRecorded(db: Executor, what: Recorded, within: Seconds): Promise<boolean> {
  const rows = await db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.sessionId, what.sessionId),
        eq(auditEvents.event, what.event),
        eq(auditEvents.reason, what.reason),
        sql`${auditEvents.at} > ${ago(within)}`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
