/** One call per outcome: the audit row and what receivers of webhooks are told, in the caller's transaction, and the log line that says the same. */

import type { Executor } from '../../../db/client';
import { appendAudit } from '../../audit/append';
import type { AuditEvent } from '../../audit/events';
import { log } from '../../observe/log';
import type { EndedRow } from '../../session/end';
import type { AnonymousContext, Bearer, Visit } from '../context';
import { announce } from './announce';

export async function record(ctx: AnonymousContext, db: Executor, ...given: AuditEvent[]): Promise<void> {
  const { support, bearer } = ctx;
  const events = given.map((event) =>
    support ? bySupport(support, event) : bearer ? byProgram(bearer, event) : event,
  );
  await appendAudit(db, ctx.request, events);
  // The trail names a visit's own session; what is told is about the one that it concerns.
  await announce(
    db,
    given.map((event) => (support ? { ...event, actorId: support.staff.id } : event)),
  );
  for (const event of events) log.info({ ...event, requestId: ctx.request?.id }, event.event);
}

/** Whatever flow it is, and whomever it names: support did it, as that person, for that reason (docs/security.md F-10). */
const bySupport = ({ staff, sessionId, reason }: Visit, event: AuditEvent): AuditEvent => ({
  ...event,
  actorId: staff.id,
  sessionId,
  data: { ...event.data, why: reason },
});

/** An app is named by its session, which has its name. */
const byProgram = ({ kind, id }: Bearer, event: AuditEvent): AuditEvent => ({
  ...event,
  data: { ...event.data, via: kind, ...(kind === 'key' ? { key: id } : {}) },
});

/** The ends of sessions as events; `actorId` is absent when a limit ended them. `why`: what staff gave as their reason. */
export const sessionEnds = (rows: readonly EndedRow[], actorId?: string, why?: string): AuditEvent[] =>
  // A visit by support has a line of its own, which says more (lib/flows/steps/tell-visits.ts).
  rows
    .filter(({ kind }) => kind !== 'support')
    .map((row) => ({
      event: 'session_expired',
      outcome: 'success',
      actorId,
      userId: row.userId,
      sessionId: row.id,
      reason: row.reason,
      ...(why ? { data: { why } } : {}),
    }));
