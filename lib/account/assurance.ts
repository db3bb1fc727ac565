/** What an account can prove, and how often someone failed to: counted over all of its second factors together. */

import { and, eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Assurance } from './store';

export async function setAssurance(db: Executor, id: string, assurance: Assurance): Promise<void> {
  await db.update(users).set({ assurance, secondFactorFailures: 0 }).where(eq(users.id, id));
}

/**
 * Counts a failure before the code is looked at; a success resets the count. Returns the failures before it, undefined
 * when there were `most` in a row already: from then on codes that could be guessed open nothing.
 */
export async function countFactorFailure(
  db: Executor,
  id: string,
  most: number,
): Promise<number | undefined> {
  const [row] = await db
    .update(users)
    .set({ secondFactorFailures: sql`${users.secondFactorFailures} + 1` })
    .where(and(eq(users.id, id), lt(users.secondFactorFailures, most)))
    .returning({ failures: users.secondFactorFailures });
  return row && row.failures - 1;
}

/** After a success, or by an operator. Returns whether there was anything to forget. */
export async function forgetFactorFailures(db: Executor, id: string): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ secondFactorFailures: 0 })
    .where(and(eq(users.id, id), sql`${users.secondFactorFailures} > 0`))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** Anyone who is signed in goes on, and proves it again before the next sensitive action (docs/security.md G8). */
export async function suspect(db: Executor, id: string): Promise<void> {
  await db.update(users).set({ suspectedAt: sql`now()` }).where(eq(users.id, id));
}

/** Whether codes from the app are off for too many wrong ones. */
export async function codesAreOff(db: Executor, id: string, most: number): Promise<boolean> {
  return (await db.$count(users, and(eq(users.id, id), sql`${users.secondFactorFailures} >= ${most}`))) > 0;
}
