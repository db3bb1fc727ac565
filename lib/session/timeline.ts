/** The sessions of one person as an operator reads them: when, with what, and why it ended. No secret, no hash. */

import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import type { Seconds } from '../time';
import type { EndReason } from './reasons';

export type SessionOfTimeline = Awaited<ReturnType<typeof sessionsWithin>>[number];

/** Those that were alive within that time, the oldest first. */
export const sessionsWithin = (db: Executor, userId: string, within: Seconds, limit: number) =>
  db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastActiveAt: sessions.lastActiveAt,
      endedAt: sessions.endedAt,
      endedReason: sql<EndReason | null>`${sessions.endedReason}`,
      endedFrom: sessions.endedFrom,
      deviceName: sessions.deviceName,
      ip: sessions.ip,
      remembered: sessions.remembered,
      // Two ends in one millisecond are told apart here and nowhere later.
      endRank: sql<number>`rank() over (order by ${sessions.endedAt})`.mapWith(Number),
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        or(isNull(sessions.endedAt), sql`${sessions.endedAt} > ${ago(within)}`),
      ),
    )
    .orderBy(sessions.createdAt)
    .limit(limit);
