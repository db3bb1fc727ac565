/** Moves `last_active_at` to the database's now, at most once per interval however many requests ask at once. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import type { SessionLimits } from '../config/policy';
import { unlessHeld } from './sql';

/** With the break that ends now. */
export const longestBreak = sql`greatest(${sessions.longestBreakSeconds}, floor(extract(epoch from now() - ${sessions.lastActiveAt})))`;

/**
 * The WHERE says when a touch is due, so that 64 requests at once make one write; and it refuses a session whose time is
 * up, so that a touch running after its response cannot bring one back. It never waits: something else holding the row is
 * busy with this session already, and the next request touches it. Returns whether a row changed.
 */
export async function touchSession(
  db: Executor,
  session: { id: string; userId: string },
  limits: SessionLimits,
): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({
      lastActiveAt: sql`now()`,
      longestBreakSeconds: longestBreak,
      returnedAt: sql`case when ${sessions.lastActiveAt} <= ${ago(limits.sensitive.idle)} then now() else ${sessions.returnedAt} end`,
    })
    .where(
      and(
        unlessHeld(session.id),
        eq(sessions.userId, session.userId),
        isNull(sessions.endedAt),
        sql`${sessions.lastActiveAt} <= ${ago(limits.touchInterval)}`,
        sql`${sessions.lastActiveAt} > ${ago(limits.idle)}`,
        sql`${sessions.signedInAt} > ${ago(limits.absolute)}`,
      ),
    )
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Where its person goes first next time. A hint: it opens nothing, and a write that is lost costs nothing. */
export async function setLanding(
  db: Executor,
  session: { id: string; userId: string },
  organizationId: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ lastOrganizationId: organizationId })
    .where(and(unlessHeld(session.id), eq(sessions.userId, session.userId), isNull(sessions.endedAt)));
}

export async function landingOf(
  db: Executor,
  session: { id: string; userId: string },
): Promise<string | undefined> {
  const [row] = await db
    .select({ hint: sessions.lastOrganizationId })
    .from(sessions)
    .where(and(eq(sessions.id, session.id), eq(sessions.userId, session.userId)));
  return row?.hint ?? undefined;
}
