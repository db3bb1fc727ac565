/** Sign-ins that wait for their second factor: minutes of life, a few tries, no rights (docs/security.md C4). */

import { and, eq, lt, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { pendingSignIns } from '../../db/schema/pending-sign-ins';
import { sinceEveryoneLeft } from '../../db/schema/platform';
import { users } from '../../db/schema/users';
import type { Policy, Role } from '../config/policy';
import type { FirstFactor } from '../proof';
import { hashOfSecret, newSecret } from '../secret';

export type NewPending = {
  readonly userId: string;
  readonly method: FirstFactor;
  readonly remembered: boolean;
  readonly failuresBefore: number;
};

export type Pending = NewPending & {
  readonly id: string;
  /** An administrator's browser is never trusted. */
  readonly role: Role;
  readonly tries: number;
};

export type FoundPending =
  | { readonly kind: 'waiting'; readonly pending: Pending }
  | { readonly kind: 'over'; readonly why: 'too_late' | 'too_many_tries' | 'unknown' };

/** Returns the secret for the cookie; it is stored nowhere. */
export async function addPending(db: Executor, pending: NewPending): Promise<string> {
  const secret = newSecret();
  await db.insert(pendingSignIns).values({ ...pending, secretHash: hashOfSecret(secret) });
  return secret;
}

/** One from before everyone was signed out never counts, even if it hasn't been removed. */
const isYoung = ({ pendingSignInLifetime }: Policy) =>
  sql<boolean>`(${pendingSignIns.createdAt} > ${ago(pendingSignInLifetime)} and ${sinceEveryoneLeft(pendingSignIns.createdAt)})`;

/** Uses nothing up. */
export async function findPending(db: Executor, secret: string, policy: Policy): Promise<FoundPending> {
  const { id, userId, method, remembered, failuresBefore, tries } = pendingSignIns;
  const columns = { id, userId, remembered, failuresBefore, tries };
  const [row] = await db
    .select({
      ...columns,
      method: sql<FirstFactor>`${method}`,
      role: sql<Role>`${users.role}`,
      young: isYoung(policy),
    })
    .from(pendingSignIns)
    .innerJoin(users, eq(users.id, userId))
    .where(eq(pendingSignIns.secretHash, hashOfSecret(secret)));
  if (!row) return { kind: 'over', why: 'unknown' };
  const { young, ...pending } = row;
  if (pending.tries >= policy.pendingSignInTries) return { kind: 'over', why: 'too_many_tries' };
  return young ? { kind: 'waiting', pending } : { kind: 'over', why: 'too_late' };
}

/** Counts a try before the code is looked at, so that tries at once share none. Returns how many are left; undefined when it is over. */
export async function takeTry(db: Executor, id: string, policy: Policy): Promise<number | undefined> {
  const [row] = await db
    .update(pendingSignIns)
    .set({ tries: sql`${pendingSignIns.tries} + 1` })
    .where(
      and(eq(pendingSignIns.id, id), lt(pendingSignIns.tries, policy.pendingSignInTries), isYoung(policy)),
    )
    .returning({ tries: pendingSignIns.tries });
  return row && policy.pendingSignInTries - row.tries;
}

/** It has become a session. */
export async function removePending(db: Executor, id: string): Promise<void> {
  await db.delete(pendingSignIns).where(eq(pendingSignIns.id, id));
}

/** What happened to the account happened to them, too: the first factor may not count any more. */
export async function removePendingOf(db: Executor, userId: string): Promise<void> {
  await db.delete(pendingSignIns).where(eq(pendingSignIns.userId, userId));
}

/** Everyone starts over. */
export async function removeEveryPending(db: Executor): Promise<void> {
  await db.delete(pendingSignIns);
}
