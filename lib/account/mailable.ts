/** Whether a mail that opens an account has anybody to go to, asked when it is sent. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Seconds } from '../time';

/** The account of an address that may choose a new password; undefined for none, a disabled one, and one that is leaving. */
export async function findResettable(
  db: Executor,
  email: string,
): Promise<{ id: string; hasPassword: boolean } | undefined> {
  const open = and(eq(users.email, email), isNull(users.disabledAt), isNull(users.deletionRequestedAt));
  const [row] = await db
    .select({ id: users.id, hasPassword: users.hasPassword })
    .from(users)
    .where(open)
    .limit(1);
  return row;
}

/** The account of an address that is about to go, and until when it can be brought back. */
export async function findLeaving(
  db: Executor,
  email: string,
  grace: Seconds,
): Promise<{ id: string; until: Date } | undefined> {
  const until = sql`${users.deletionRequestedAt} + ${lasting(grace)}`;
  const [row] = await db
    .select({ id: users.id, until: until.mapWith(users.createdAt) })
    .from(users)
    .where(and(eq(users.email, email), isNull(users.disabledAt), sql`${until} > now()`))
    .limit(1);
  return row;
}

export async function findPerson(db: Executor, id: string): Promise<{ id: string } | undefined> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.id, id)).limit(1);
  return row;
}
