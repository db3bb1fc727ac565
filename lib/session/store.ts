/** Finds the session that a secret opens: one prepared statement, one round trip, with the database's own clock. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database, Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import type { EndReason } from './reasons';
import type { SessionTimes } from './verdict';

export type FoundSession = SessionTimes & {
  readonly id: string;
  readonly remembered: boolean;
  readonly endedBy: string | null;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  /** The database's clock at the moment of the look-up: the only clock a session decision may read. */
  readonly now: Date;
};

function prepareFind(db: Database) {
  return db
    .select({
      id: sessions.id,
      remembered: sessions.remembered,
      signedInAt: sessions.signedInAt,
      lastActiveAt: sessions.lastActiveAt,
      authenticatedAt: sessions.authenticatedAt,
      endedAt: sessions.endedAt,
      endedReason: sql<EndReason | null>`${sessions.endedReason}`,
      endedBy: sessions.endedBy,
      userDisabledAt: users.disabledAt,
      user: { id: users.id, email: users.email, name: users.name },
      now: sql`now()`.mapWith(sessions.createdAt),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.secretHash, sql.placeholder('secretHash')))
    .limit(1)
    .prepare('find_session');
}

// Named, so that it takes one wire round trip and not two; made once for each pool.
const prepared = new WeakMap<Database, ReturnType<typeof prepareFind>>();

/** Throws when the database cannot answer: being unable to ask is never "signed out". */
export async function findSession(db: Database, secretHash: Buffer): Promise<FoundSession | undefined> {
  let statement = prepared.get(db);
  if (!statement) {
    statement = prepareFind(db);
    prepared.set(db, statement);
  }
  const [row] = await statement.execute({ secretHash });
  return row;
}

/** Whether this secret was rotated away: then the browser holds a newer cookie that must not be cleared. */
export async function wasRotatedAway(db: Database, secretHash: Buffer): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.previousSecretHash, secretHash), isNull(sessions.endedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Whose session this is, for telling a guess at somebody else's from one's own that has ended. */
export async function ownerOfSession(db: Executor, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(eq(sessions.id, id))
    .limit(1);
  return row?.userId;
}
