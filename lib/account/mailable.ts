/** Whether a mail that opens an account has anybody to go to, asked when it is sent. */

import { and, eq, isNull } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';

/** The account of an address that may choose a new password; undefined for none, a disabled one, and one that is leaving. */
export async function findResettable(db: Executor, email: string): Promise<{ id: string } | undefined> {
  const open = and(eq(users.email, email), isNull(users.disabledAt), isNull(users.deletionRequestedAt));
  const [row] = await db.select({ id: users.id }).from(users).where(open).limit(1);
  return row;
}

export async function findPerson(db: Executor, id: string): Promise<{ id: string } | undefined> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.id, id)).limit(1);
  return row;
}
