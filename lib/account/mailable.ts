/** Whether a mail that opens an account has anyone to go to, asked when it is sent. */

import { and, eq, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Seconds } from '../time';
import { isKept, stateOf } from './state';

const facts = {
  emailVerifiedAt: users.emailVerifiedAt,
  passwordResetRequiredAt: users.passwordResetRequiredAt,
  disabledAt: users.disabledAt,
  deletionRequestedAt: users.deletionRequestedAt,
};

/** The account of an address that may choose a new password; undefined for none, a disabled one, and one that is leaving. */
export async function findResettable(
  db: Executor,
  email: string,
): Promise<{ id: string; hasPassword: boolean } | undefined> {
  const [row] = await db
    .select({ id: users.id, hasPassword: users.hasPassword, ...facts })
    .from(users)
    .where(eq(users.email, email))
    .limit(1);
  return row && isKept(row) ? { id: row.id, hasPassword: row.hasPassword } : undefined;
}

/** The account of an address that was invited and that nobody has confirmed meanwhile. */
export async function findInvited(db: Executor, email: string): Promise<{ id: string } | undefined> {
  const [row] = await db
    .select({ id: users.id, ...facts })
    .from(users)
    .where(eq(users.email, email))
    .limit(1);
  return row && stateOf(row) === 'unconfirmed' ? { id: row.id } : undefined;
}

/** The account of an address that is about to go, and until when it can be brought back. */
export async function findRestorable(
  db: Executor,
  email: string,
  grace: Seconds,
): Promise<{ id: string; until: Date } | undefined> {
  const until = sql`${users.deletionRequestedAt} + ${lasting(grace)}`;
  const [row] = await db
    .select({ id: users.id, until: until.mapWith(users.createdAt), ...facts })
    .from(users)
    .where(and(eq(users.email, email), sql`${until} > now()`))
    .limit(1);
  return row && stateOf(row) === 'leaving' ? { id: row.id, until: row.until } : undefined;
}

export async function findPerson(db: Executor, id: string): Promise<{ id: string } | undefined> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.id, id)).limit(1);
  return row;
}
