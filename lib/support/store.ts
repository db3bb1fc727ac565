/** What support asked to see and what the person said to it: single-use, short-lived, by the database's clock alone. */

import { and, desc, eq, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { supportGrants } from '../../db/schema/support-grants';
import { users } from '../../db/schema/users';
import type { SupportLevel } from '../config/support';
import type { Seconds } from '../time';

const open = and(
  isNull(supportGrants.refusedAt),
  isNull(supportGrants.revokedAt),
  isNull(supportGrants.usedAt),
);
const inTime = gt(supportGrants.expiresAt, sql`now()`);
const unanswered = and(open, isNull(supportGrants.grantedAt), inTime);
const usable = and(open, isNotNull(supportGrants.grantedAt), inTime);
const staffName = sql<
  string | null
>`(select staff.name from ${users} staff where staff.id = ${supportGrants.askedBy})`;

const shown = {
  id: supportGrants.id,
  userId: supportGrants.userId,
  askedBy: supportGrants.askedBy,
  /** Null once that account is gone. */
  staffName,
  reason: supportGrants.reason,
  level: sql<SupportLevel | null>`${supportGrants.level}`,
  askedAt: supportGrants.askedAt,
  expiresAt: supportGrants.expiresAt,
};

type NewAsk = {
  readonly userId: string;
  readonly askedBy: string;
  readonly reason: string;
  readonly ticket?: string | undefined;
};

/** Undefined where this member of staff has an open one for this person. What has lapsed makes room. */
export async function insertAsk(
  db: Executor,
  ask: NewAsk,
  lifetime: Seconds,
): Promise<{ id: string } | undefined> {
  await close(
    db,
    and(
      eq(supportGrants.askedBy, ask.askedBy),
      eq(supportGrants.userId, ask.userId),
      lte(supportGrants.expiresAt, sql`now()`),
    ),
  );
  const [row] = await db
    .insert(supportGrants)
    .values({ ...ask, expiresAt: sql`now() + ${lasting(lifetime)}` })
    .onConflictDoNothing()
    .returning({ id: supportGrants.id });
  return row;
}

type Of = { readonly id: string; readonly userId: string };

/** The person says yes. Of two answers at once one counts; undefined where nothing is open any more. */
export async function grantAsk(db: Executor, { id, userId }: Of, level: SupportLevel, lifetime: Seconds) {
  const [row] = await db
    .update(supportGrants)
    .set({ level, grantedAt: sql`now()`, expiresAt: sql`now() + ${lasting(lifetime)}` })
    .where(and(eq(supportGrants.id, id), eq(supportGrants.userId, userId), unanswered))
    .returning(shown);
  return row;
}

/** The person says no. */
export async function refuseAsk(db: Executor, { id, userId }: Of) {
  const [row] = await db
    .update(supportGrants)
    .set({ refusedAt: sql`now()` })
    .where(and(eq(supportGrants.id, id), eq(supportGrants.userId, userId), unanswered))
    .returning(shown);
  return row;
}

/** The person takes back a consent that nobody has used yet. */
export async function withdrawGrant(
  db: Executor,
  { id, userId }: Of,
): Promise<{ askedBy: string } | undefined> {
  const [row] = await close(db, and(eq(supportGrants.id, id), eq(supportGrants.userId, userId), usable));
  return row;
}

/** After something happened to the account nobody knows any more who said yes. Returns how many closed. */
export const withdrawGrantsOf = async (db: Executor, userId: string): Promise<number> =>
  (await close(db, eq(supportGrants.userId, userId))).length;

const close = (db: Executor, which: SQL | undefined) =>
  db
    .update(supportGrants)
    .set({ revokedAt: sql`now()` })
    .where(and(which, open))
    .returning({ id: supportGrants.id, askedBy: supportGrants.askedBy });

/** Its one visit begins: of two starts at once one goes through. Only for the member of staff who asked. */
export async function spendGrant(db: Executor, { id, userId, askedBy }: Of & { readonly askedBy: string }) {
  const [row] = await db
    .update(supportGrants)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(supportGrants.id, id),
        eq(supportGrants.userId, userId),
        eq(supportGrants.askedBy, askedBy),
        usable,
      ),
    )
    .returning(shown);
  return row;
}

/** What the person is asked and what they have allowed that nobody has used yet, oldest first. */
export const openGrants = (db: Executor, userId: string) =>
  db
    .select({ ...shown, answered: sql<boolean>`${supportGrants.grantedAt} is not null` })
    .from(supportGrants)
    .where(and(eq(supportGrants.userId, userId), open, inTime))
    .orderBy(supportGrants.askedAt);

/** The last that this member of staff asked of this person, for their page in the console. */
export async function lastGrantBy(db: Executor, askedBy: string, userId: string) {
  const [row] = await db
    .select({
      ...shown,
      answered: sql<boolean>`${supportGrants.grantedAt} is not null`,
      refused: sql<boolean>`${supportGrants.refusedAt} is not null`,
      revoked: sql<boolean>`${supportGrants.revokedAt} is not null`,
      used: sql<boolean>`${supportGrants.usedAt} is not null`,
      inTime: sql<boolean>`${inTime}`,
    })
    .from(supportGrants)
    .where(and(eq(supportGrants.askedBy, askedBy), eq(supportGrants.userId, userId)))
    .orderBy(desc(supportGrants.askedAt))
    .limit(1);
  return row;
}
