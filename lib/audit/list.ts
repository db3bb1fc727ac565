/**
 * A person's own part of the trail. Every statement names the person; what somebody else did to the account comes without
 * that one's address and browser (ASVS 8.2.2, 8.2.3).
 */

import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import { sessions } from '../../db/schema/sessions';
import type { DeviceKind } from '../device-hardware';
import type { AuditEventName } from './events';
import { type ActivityKind, eventsOf } from './shown';

export type ActivityFilter = {
  readonly kind?: ActivityKind;
  /** One session; somebody else's has no line here. */
  readonly sessionId?: string;
};

/** Beside a line that was seen. Ids only grow, so what is added meanwhile shifts nothing. */
export type Cursor = { readonly before: bigint } | { readonly after: bigint };

const endedFrom = alias(sessions, 'ended_from');

const bySomebodyElse: SQL = sql`(${auditEvents.actorId} is not null and ${auditEvents.actorId} <> ${auditEvents.userId})`;
const unlessElse = (column: PgColumn) =>
  sql<string | null>`case when ${bySomebodyElse} then null else ${column} end`;

const shown = {
  id: auditEvents.id,
  at: auditEvents.at,
  event: sql<AuditEventName>`${auditEvents.event}`,
  outcome: auditEvents.outcome,
  reason: auditEvents.reason,
  data: auditEvents.data,
  bySomebodyElse: sql<boolean>`${bySomebodyElse}`,
  /** True for limits, for jobs and for people who were not signed in. */
  byNobody: sql<boolean>`${auditEvents.actorId} is null`,
  ip: unlessElse(auditEvents.ip),
  userAgent: unlessElse(auditEvents.userAgent),
  /** This and the device are null also where the session is no longer kept. */
  sessionId: sessions.id,
  deviceName: sessions.deviceName,
  deviceKind: sql<DeviceKind | null>`${sessions.deviceKind}`,
  /** The device that a session was ended from, where that was another one of this person. */
  endedFrom: endedFrom.deviceName,
  /** From the last activity of that session to its end. */
  inactiveSeconds: sql<
    number | null
  >`extract(epoch from ${sessions.endedAt} - ${sessions.lastActiveAt})::float8`,
};

export type ActivityRow = Awaited<ReturnType<typeof activityQuery>>[number];

/**
 * At most `limit` lines, those nearest to the cursor first; without one the newest. They are chosen within the index by
 * person and read afterwards. The order names the person, too: by id alone Postgres would rather go through everybody's
 * lines, for a person who once had many of them and now has none.
 */
export function activityQuery(
  db: Executor,
  userId: string,
  filter: ActivityFilter,
  cursor: Cursor | undefined,
  limit: number,
) {
  const order = cursor !== undefined && 'after' in cursor ? asc : desc;
  const chosen = db
    .select({ userId: auditEvents.userId, id: auditEvents.id })
    .from(auditEvents)
    .where(and(...linesOf(userId, cursor), fits(filter)))
    .orderBy(order(auditEvents.userId), order(auditEvents.id))
    .limit(limit)
    .as('chosen');
  return db
    .select(shown)
    .from(chosen)
    .innerJoin(auditEvents, and(eq(auditEvents.userId, chosen.userId), eq(auditEvents.id, chosen.id)))
    .leftJoin(sessions, and(eq(sessions.id, auditEvents.sessionId), eq(sessions.userId, auditEvents.userId)))
    .leftJoin(endedFrom, and(eq(endedFrom.id, sessions.endedFrom), eq(endedFrom.userId, auditEvents.userId)))
    .orderBy(order(chosen.userId), order(chosen.id));
}

const fits = ({ kind, sessionId }: ActivityFilter) =>
  and(
    inArray(auditEvents.event, eventsOf(kind)),
    sessionId === undefined ? undefined : eq(auditEvents.sessionId, sessionId),
  );

const [lowest, highest] = [0n, 2n ** 63n - 1n];

/** As bounds of the index and not as an equality, so that its order stays the only one that fits. */
function linesOf(userId: string, cursor: Cursor | undefined): SQL[] {
  const place = sql`(${auditEvents.userId}, ${auditEvents.id})`;
  const at = (id: bigint) => sql`(${userId}::uuid, ${String(id)}::bigint)`;
  if (cursor && 'after' in cursor)
    return [sql`${place} > ${at(cursor.after)}`, sql`${place} <= ${at(highest)}`];
  return [sql`${place} < ${at(cursor?.before ?? highest)}`, sql`${place} > ${at(lowest)}`];
}

export type ActivityPage = {
  /** Newest first. */
  readonly rows: readonly ActivityRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

/** A page upwards that would not be full becomes the first page: what is there is the newest. */
export async function listActivity(
  db: Executor,
  userId: string,
  filter: ActivityFilter,
  cursor: Cursor | undefined,
  size: number,
): Promise<ActivityPage> {
  // One more than is shown tells whether there is another page.
  const found = await activityQuery(db, userId, filter, cursor, size + 1);
  const more = found.length > size;
  if (!cursor || 'before' in cursor)
    return { rows: found.slice(0, size), hasOlder: more, hasNewer: cursor !== undefined };
  if (!more) return listActivity(db, userId, filter, undefined, size);
  return { rows: found.slice(0, size).reverse(), hasOlder: true, hasNewer: true };
}

/** Everything, newest first, in batches: no statement and no connection lasts as long as a download. */
export async function* allActivity(
  db: Executor,
  userId: string,
  filter: ActivityFilter,
  batch: number,
): AsyncGenerator<readonly ActivityRow[], void, undefined> {
  for (let cursor: Cursor | undefined; ; ) {
    const rows = await activityQuery(db, userId, filter, cursor, batch);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    cursor = { before: last.id };
  }
}
