/** Tries to sign up that nobody has confirmed yet, each with the name and the password it was made with. */

import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { signUps } from '../../db/schema/sign-ups';
import { users } from '../../db/schema/users';

export async function addSignUp(
  db: Executor,
  signUp: { userId: string; name: string; passwordHash: string },
): Promise<string> {
  const [row] = await db.insert(signUps).values(signUp).returning({ id: signUps.id });
  if (!row) throw new Error('the sign-up was not returned');
  return row.id;
}

/** The account becomes what this one try asked for; the other tries are gone. False when the try is gone itself. */
export async function adoptSignUp(db: Executor, userId: string, signUpId: string): Promise<boolean> {
  const [own] = await db.select().from(signUps).where(eq(signUps.id, signUpId)).limit(1);
  if (own?.userId !== userId) return false;
  await db.update(users).set({ name: own.name, passwordHash: own.passwordHash }).where(eq(users.id, userId));
  await removeSignUps(db, userId);
  return true;
}

export async function removeSignUps(db: Executor, userId: string): Promise<void> {
  await db.delete(signUps).where(eq(signUps.userId, userId));
}

/** Of an address that nobody has confirmed yet; undefined for every other one. */
export async function findLatestSignUp(
  db: Executor,
  email: string,
): Promise<{ id: string; userId: string; name: string } | undefined> {
  const [row] = await db
    .select({ id: signUps.id, userId: signUps.userId, name: signUps.name })
    .from(signUps)
    .innerJoin(users, eq(users.id, signUps.userId))
    .where(and(eq(users.email, email), isNull(users.emailVerifiedAt), isNull(users.disabledAt)))
    .orderBy(desc(signUps.createdAt))
    .limit(1);
  return row;
}
