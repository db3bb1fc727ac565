/** One call per outcome: the audit row, in the caller's transaction, and the log line that says the same. */

import type { Executor } from '../../../db/client';
import { appendAudit } from '../../audit/append';
import type { AuditEvent } from '../../audit/events';
import { log } from '../../observe/log';
import type { EndedRow } from '../../session/end';
import type { AnonymousContext } from '../context';

export async function record(ctx: AnonymousContext, db: Executor, ...events: AuditEvent[]): Promise<void> {
  await appendAudit(db, ctx.request, events);
  for (const event of events) log.info({ ...event, requestId: ctx.request?.id }, event.event);
}

/** The ends of sessions as events; `actorId` is absent when a limit ended them. `why`: what staff gave as their reason. */
export const sessionEnds = (rows: readonly EndedRow[], actorId?: string, why?: string): AuditEvent[] =>
  rows.map((row) => ({
    event: 'session_expired',
    outcome: 'success',
    actorId,
    userId: row.userId,
    sessionId: row.id,
    reason: row.reason,
    ...(why ? { data: { why } } : {}),
  }));
