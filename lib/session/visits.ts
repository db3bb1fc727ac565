/** Visits by support: rows of their own beside the person's sessions. Begun, counted, ended, listed. */

import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import { limitsOf, type Policy } from '../config/policy';
import { hashOfSecret, newSecret } from '../secret';
import { type EndedBy, type EndedRow, endedRow } from './end';
import type { EndReason } from './reasons';
import { expired } from './sql';
import { longestBreak } from './touch';

const aVisit = eq(sessions.kind, 'support');
/** Of this member of staff, from any session of theirs. */
const by = (staffId: string): SQL =>
  sql`${sessions.supportOf} in (select own.id from ${sessions} own where own.user_id = ${staffId})`;

export type NewVisit = {
  readonly userId: string;
  /** The session of the member of staff that it is begun from. */
  readonly staffSessionId: string;
  readonly grantId: string;
  readonly level: 'view' | 'act';
  readonly reason: string;
  /** For lists: whose visit it is. */
  readonly name: string;
};

/** Returns the secret for the cookie. The row names no browser and no address: those are of somebody else than its person. */
export async function startVisit(db: Executor, visit: NewVisit): Promise<{ id: string; secret: string }> {
  const secret = newSecret();
  const [row] = await db
    .insert(sessions)
    .values({
      kind: 'support',
      userId: visit.userId,
      secretHash: hashOfSecret(secret),
      supportOf: visit.staffSessionId,
      supportGrantId: visit.grantId,
      supportLevel: visit.level,
      supportReason: visit.reason,
      deviceName: visit.name,
      signedInWith: 'support',
      authenticatedWith: 'support',
      // Nothing of this person was proven.
      assurance: 0,
    })
    .returning({ id: sessions.id });
  if (!row) throw new Error('the row of the visit was not returned');
  return { id: row.id, secret };
}

const end = (db: Executor, which: SQL | undefined, reason: EndReason, by: EndedBy | undefined) =>
  db
    .update(sessions)
    .set({
      endedAt: sql`now()`,
      endedReason: reason,
      endedBy: by?.userId ?? null,
      endedFrom: by?.sessionId ?? null,
    })
    .where(and(which, aVisit, isNull(sessions.endedAt)))
    .returning(endedRow);

/** By its person or by its member of staff, who are told apart by `by`. Safe to call twice. */
export async function endVisit(
  db: Executor,
  visit: { id: string; userId: string },
  by: EndedBy,
): Promise<EndedRow | undefined> {
  const which = and(eq(sessions.id, visit.id), eq(sessions.userId, visit.userId));
  const [row] = await end(db, which, 'support_ended', by);
  return row;
}

/** Every visit of this member of staff, because something happened to their own account, or because they begin another. */
export const endVisitsBy = (db: Executor, staffId: string, from?: string): Promise<EndedRow[]> =>
  end(
    db,
    by(staffId),
    'support_ended',
    from === undefined ? undefined : { userId: staffId, sessionId: from },
  );

/** After a page: counts it and moves the idle limit, in one statement that brings no visit back. */
export async function notePage(db: Executor, id: string, policy: Policy): Promise<void> {
  const limits = limitsOf(policy, { remembered: false, role: 'member', kind: 'support' });
  await db
    .update(sessions)
    .set({
      supportPages: sql`${sessions.supportPages} + 1`,
      longestBreakSeconds: longestBreak,
      lastActiveAt: sql`now()`,
    })
    .where(
      and(
        eq(sessions.id, id),
        aVisit,
        isNull(sessions.endedAt),
        sql`${sessions.lastActiveAt} > ${ago(limits.idle)}`,
        sql`${sessions.signedInAt} > ${ago(limits.absolute)}`,
      ),
    );
}

/** Until the transaction ends nobody ends it; false where somebody has. So a change is made in a living visit or not at all. */
export async function holdVisit(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, id), aVisit, isNull(sessions.endedAt)))
    .for('no key update');
  return rows.length > 0;
}

/** In the transaction of the change. */
export async function noteChange(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ supportChanges: sql`${sessions.supportChanges} + 1` })
    .where(and(eq(sessions.id, id), aVisit));
}

const shown = {
  id: sessions.id,
  name: sessions.deviceName,
  grantId: sessions.supportGrantId,
  level: sql<'view' | 'act'>`${sessions.supportLevel}`,
  reason: sql<string>`${sessions.supportReason}`,
  startedAt: sessions.signedInAt,
  pages: sessions.supportPages,
  changes: sessions.supportChanges,
};

export type EndedVisit = Awaited<ReturnType<typeof endedVisits>>[number];

/** Those that are under way; what is past a limit counts as ended although no sweep has written it down yet. */
export const liveVisits = (db: Executor, userId: string, policy: Policy) =>
  db
    .select({
      ...shown,
      endsAt: sql`${sessions.signedInAt} + ${lasting(policy.supportVisitLength)}`.mapWith(
        sessions.signedInAt,
      ),
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), aVisit, isNull(sessions.endedAt), sql`not ${expired(policy).is}`))
    .orderBy(desc(sessions.signedInAt));

/** Newest end first. */
export function endedVisits(db: Executor, userId: string, policy: Policy, limit: number) {
  const due = expired(policy);
  const endedAt = sql`coalesce(${sessions.endedAt}, ${due.at})`;
  return db
    .select({
      ...shown,
      endedAt: endedAt.mapWith(sessions.signedInAt),
      endedReason: sql<EndReason>`coalesce(${sessions.endedReason}, ${due.reason})`,
      /** Null where a limit ended it. */
      byPerson: sql<boolean | null>`${sessions.endedBy} = ${sessions.userId}`,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), aVisit, sql`(${sessions.endedAt} is not null or ${due.is})`))
    .orderBy(desc(endedAt))
    .limit(limit);
}

export type UntoldVisit = Awaited<ReturnType<typeof takeUntoldVisits>>[number];

/** Marks at most `batch` that have ended and that nobody was told of: two at once share them out. */
export async function takeUntoldVisits(tx: Executor, batch: number, ids?: readonly string[]) {
  const due = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        aVisit,
        isNotNull(sessions.endedAt),
        isNull(sessions.supportToldAt),
        ids && inArray(sessions.id, [...ids]),
      ),
    )
    .limit(batch)
    .for('update', { skipLocked: true });
  return tx
    .update(sessions)
    .set({ supportToldAt: sql`now()` })
    .where(inArray(sessions.id, due))
    .returning({
      ...shown,
      userId: sessions.userId,
      staffSessionId: sessions.supportOf,
      endedAt: sql`${sessions.endedAt}`.mapWith(sessions.signedInAt),
      endedReason: sql<EndReason>`${sessions.endedReason}`,
      endedBy: sessions.endedBy,
      byPerson: sql<boolean | null>`${sessions.endedBy} = ${sessions.userId}`,
    });
}

/** The last of this member of staff, if it ended within so many seconds; to say why they are back in the console. */
export async function justEndedBy(db: Executor, staffId: string, within: number) {
  const [row] = await db
    .select({
      ...shown,
      person: users.name,
      userId: sessions.userId,
      endedReason: sql<EndReason>`${sessions.endedReason}`,
      byPerson: sql<boolean | null>`${sessions.endedBy} = ${sessions.userId}`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(by(staffId), aVisit, sql`${sessions.endedAt} > ${ago(within)}`))
    .orderBy(desc(sessions.endedAt))
    .limit(1);
  return row;
}
