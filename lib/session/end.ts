/** Ends sessions. An end is final: each statement asks for `ended_at IS NULL`, so the first reason stays. */

import { and, eq, isNull, ne, not, type SQL, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import type { Policy, SessionKind } from '../config/policy';
import type { Seconds } from '../time';
import type { EndReason } from './reasons';
import { expired, ofApp, unlessHeld } from './sql';

export type EndedRow = { id: string; userId: string; reason: EndReason; kind: SessionKind };
/** `sessionId`: absent where it is done in none, as by an API key. */
export type EndedBy = { readonly userId: string; readonly sessionId?: string };

/** What a statement that ends sessions gives back. */
export const endedRow = {
  id: sessions.id,
  userId: sessions.userId,
  reason: sql<EndReason>`${sessions.endedReason}`,
  kind: sql<SessionKind>`${sessions.kind}`,
};

function end(
  db: Executor,
  which: SQL | undefined,
  reason: EndReason,
  by: EndedBy | undefined,
): Promise<EndedRow[]> {
  return db
    .update(sessions)
    .set({
      endedAt: sql`now()`,
      endedReason: reason,
      endedBy: by?.userId ?? null,
      endedFrom: by?.sessionId ?? null,
    })
    .where(and(which, isNull(sessions.endedAt)))
    .returning(endedRow);
}

/** Safe to call twice: the second time returns nothing. */
export async function endSession(
  db: Executor,
  session: { id: string; userId: string },
  reason: EndReason,
  by?: EndedBy,
): Promise<EndedRow | undefined> {
  const [row] = await end(
    db,
    and(eq(sessions.id, session.id), eq(sessions.userId, session.userId)),
    reason,
    by,
  );
  return row;
}

/** Only where it began within so many seconds and was never used since. Safe to call twice. */
export async function endUnused(db: Executor, id: string, within: Seconds): Promise<EndedRow | undefined> {
  const fresh = sql`${sessions.signedInAt} > ${ago(within)}`;
  const unused = eq(sessions.lastActiveAt, sessions.signedInAt);
  const [row] = await end(db, and(eq(sessions.id, id), fresh, unused), 'signed_out', undefined);
  return row;
}

/** `keep`: apps that the person signed in to go on. */
type Apps = 'end' | 'keep';
const unlessKept = (apps: Apps) => (apps === 'keep' ? not(ofApp) : undefined);

export const endAllSessions = (
  db: Executor,
  userId: string,
  reason: EndReason,
  { by, apps = 'end' }: { readonly by?: EndedBy | undefined; readonly apps?: Apps } = {},
): Promise<EndedRow[]> => end(db, and(eq(sessions.userId, userId), unlessKept(apps)), reason, by);

export const endOtherSessions = (
  db: Executor,
  by: EndedBy,
  reason: EndReason,
  apps: Apps = 'end',
): Promise<EndedRow[]> => {
  const others = by.sessionId === undefined ? undefined : ne(sessions.id, by.sessionId);
  return end(db, and(eq(sessions.userId, by.userId), others, unlessKept(apps)), reason, by);
};

/** Ends a session that its account overrules, unless someone else holds its row: it is overruled all the same. */
export async function endOverruledSession(
  db: Executor,
  session: { id: string; userId: string },
  reason: EndReason,
): Promise<EndedRow | undefined> {
  const [row] = await end(
    db,
    and(unlessHeld(session.id), eq(sessions.userId, session.userId)),
    reason,
    undefined,
  );
  return row;
}

/**
 * Ends one session whose limit has passed, dated at the limit. Asks the row once more: a touch that came in between wins,
 * and then nothing is returned; nor where someone else holds the row.
 */
export async function endExpiredSession(
  db: Executor,
  session: { id: string; userId: string },
  policy: Policy,
): Promise<EndedRow | undefined> {
  const limit = expired(policy);
  const [row] = await db
    .update(sessions)
    .set({ endedAt: limit.at, endedReason: limit.reason })
    .where(
      and(unlessHeld(session.id), eq(sessions.userId, session.userId), isNull(sessions.endedAt), limit.is),
    )
    .returning(endedRow);
  return row;
}
