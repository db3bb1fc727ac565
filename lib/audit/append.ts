/** Appends to the audit trail, in the transaction of the change it records: both are there or neither. */

import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
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
