/** Tries to sign up that nobody has confirmed yet, each with the name and the password it was made with. */

import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
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

/** The account becomes what this one try asked for. False when the try is gone. */
export async function adoptSignUp(db: Executor, userId: string, signUpId: string): Promise<boolean> {
  const [own] = await db.select().from(signUps).where(eq(signUps.id, signUpId)).limit(1);
  if (own?.userId !== userId) return false;
  const { name, passwordHash } = own;
  // Somebody who was invited first had none.
  await db.update(users).set({ name, passwordHash, hasPassword: true }).where(eq(users.id, userId));
  return true;
}

/** Anyone who has proven the address by other means gets the account: what others signed up with it is void (docs/security.md J12). */
export async function claimAccount(
  db: Executor,
  userId: string,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<void> {
  await db
    .update(users)
    .set({ name, passwordHash, hasPassword: false, passwordChangedAt: sql`now()` })
    .where(eq(users.id, userId));
}

export async function removeSignUps(db: Executor, userId: string): Promise<void> {
  await db.delete(signUps).where(eq(signUps.userId, userId));
}

export type WaitingSignUp = { readonly id: string; readonly userId: string };

/** One try with this address that can still be confirmed. Nobody gets the link of someone else's try with the same address. */
export async function findWaitingSignUp(
  db: Executor,
  of: { signUpId: string; email: string },
): Promise<WaitingSignUp | undefined> {
  const [row] = await waiting(db, and(eq(signUps.id, of.signUpId), eq(users.email, of.email)));
  return row;
}

/** The try that gave the account the password it has now. */
export async function findSignUpOfPassword(
  db: Executor,
  account: { id: string; passwordHash: string },
): Promise<WaitingSignUp | undefined> {
  const { id, passwordHash } = account;
  const [row] = await waiting(db, and(eq(signUps.userId, id), eq(signUps.passwordHash, passwordHash)));
  return row;
}

const waiting = (db: Executor, which: SQL | undefined): Promise<WaitingSignUp[]> =>
  db
    .select({ id: signUps.id, userId: signUps.userId })
    .from(signUps)
    .innerJoin(users, eq(users.id, signUps.userId))
    .where(and(which, isNull(users.emailVerifiedAt), isNull(users.disabledAt)))
    .orderBy(desc(signUps.createdAt))
    .limit(1);
