/** What a person may see of their own sessions. No secret and no hash is selected, so none can leak (ASVS 15.3.1). */

import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { knownDevices } from '../../db/schema/known-devices';
import { sinceEveryoneLeft } from '../../db/schema/platform';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import { limitsOf, type Policy, type Role, type SessionKind } from '../config/policy';
import type { DeviceKind } from '../device-hardware';
import type { EndReason } from './reasons';
import { expired, notOverruled, ofPersonsOwn } from './sql';
import { judge } from './verdict';

const shown = {
  id: sessions.id,
  deviceName: sessions.deviceName,
  deviceKind: sql<DeviceKind>`${sessions.deviceKind}`,
  kind: sql<SessionKind>`${sessions.kind}`,
  scopes: sessions.scopes,
  ip: sessions.ip,
  remembered: sessions.remembered,
  signedInAt: sessions.signedInAt,
  lastActiveAt: sessions.lastActiveAt,
  authenticatedAt: sessions.authenticatedAt,
  signedInWith: sessions.signedInWith,
  networkChangedAt: sessions.networkChangedAt,
  browserChangedAt: sessions.browserChangedAt,
};

const role = sql<Role>`${users.role}`;

/** Whether the browser it was begun in is spared the code as of now. */
const isTrusted = ({ trustedDeviceLifetime }: Policy) =>
  sql<boolean>`exists (select 1 from ${knownDevices} where ${knownDevices.id} = ${sessions.deviceId}
    and ${knownDevices.userId} = ${sessions.userId}
    and ${knownDevices.trustedAt} > ${ago(trustedDeviceLifetime)}
    and ${sinceEveryoneLeft(knownDevices.trustedAt)})`;

export type LiveSession = Awaited<ReturnType<typeof listLiveSessions>>[number];
export type EndedSession = Awaited<ReturnType<typeof listEndedSessions>>[number];

/** Newest activity first. A session whose limit has passed is left out although no sweep has ended it yet. */
export async function listLiveSessions(db: Executor, userId: string, policy: Policy) {
  const rows = await db
    .select({ ...shown, role, trusted: isTrusted(policy), now: sql`now()`.mapWith(sessions.createdAt) })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), ofPersonsOwn, notOverruled))
    .orderBy(desc(sessions.lastActiveAt));
  return rows.filter((row) => {
    const times = {
      ...row,
      endedAt: null,
      endedReason: null,
      overruled: null,
      changedAt: null,
      returnedAt: null,
      outranked: false,
    };
    return judge(times, limitsOf(policy, row), row.now).kind === 'active';
  });
}

/** Newest end first. What is past a limit counts as ended at that limit, although no sweep has written it down yet. */
export async function listEndedSessions(db: Executor, userId: string, policy: Policy, limit: number) {
  const actor = alias(sessions, 'actor');
  const due = expired(policy);
  const endedAt = sql`coalesce(${sessions.endedAt}, ${due.at})`;
  return db
    .select({
      ...shown,
      endedAt: endedAt.mapWith(sessions.createdAt),
      endedReason: sql<EndReason>`coalesce(${sessions.endedReason}, ${due.reason})`,
      endedFrom: actor.deviceName,
    })
    .from(sessions)
    .leftJoin(actor, and(eq(actor.id, sessions.endedFrom), eq(actor.userId, sessions.userId)))
    .where(and(eq(sessions.userId, userId), ofPersonsOwn, or(isNotNull(sessions.endedAt), due.is)))
    .orderBy(desc(endedAt))
    .limit(limit);
}

/** How one session ended and from which device, for the note on the sign-in page. `id` comes from our own sealed cookie. */
export async function findEnd(db: Executor, id: string) {
  const actor = alias(sessions, 'actor');
  const [row] = await db
    .select({
      reason: sql<EndReason>`${sessions.endedReason}`,
      endedAt: sql`${sessions.endedAt}`.mapWith(sessions.createdAt),
      remembered: sessions.remembered,
      kind: sql<SessionKind>`${sessions.kind}`,
      role,
      endedFrom: actor.deviceName,
      /** Since then the account was reported and its password switched off: what the end itself advises does not help any more. */
      reportedSince: sql<boolean>`${users.sessionsEndedReason} = 'reported' and ${users.sessionsValidFrom} > ${sessions.endedAt}
        and ${users.passwordResetRequiredAt} is not null`,
      now: sql`now()`.mapWith(sessions.createdAt),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(actor, and(eq(actor.id, sessions.endedFrom), eq(actor.userId, sessions.userId)))
    .where(and(eq(sessions.id, id), isNotNull(sessions.endedAt)))
    .limit(1);
  return row;
}
