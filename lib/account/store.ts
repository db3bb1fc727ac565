/** Reads and writes people. Addresses come in normalised. */

import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Role } from '../config/policy';

export type Account = {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  disabledAt: Date | null;
};

const columns = {
  id: users.id,
  email: users.email,
  name: users.name,
  passwordHash: users.passwordHash,
  disabledAt: users.disabledAt,
};

const role = sql<Role>`${users.role}`;

export async function findAccount(
  db: Executor,
  by: { email: string } | { id: string },
): Promise<Account | undefined> {
  const which = 'id' in by ? eq(users.id, by.id) : eq(users.email, by.email);
  const [row] = await db.select(columns).from(users).where(which).limit(1);
  return row;
}

/** Returns undefined when the address is taken, also by somebody signing up at the same moment. */
export async function createAccount(
  db: Executor,
  account: { email: string; name: string; passwordHash: string },
): Promise<{ id: string } | undefined> {
  const [row] = await db.insert(users).values(account).onConflictDoNothing().returning({ id: users.id });
  return row;
}

/**
 * Until the transaction ends, nobody else gets this far with the same person: what is counted stays counted.
 * Reading, and adding rows that refer to the person, goes on.
 */
export async function lockAccount(tx: Executor, id: string): Promise<{ role: Role }> {
  const [row] = await tx.select({ role }).from(users).where(eq(users.id, id)).for('no key update');
  if (!row) throw new Error('the account is gone');
  return row;
}

/** Replaces a hash by a stronger one of the same password. */
export async function upgradeHash(db: Executor, id: string, passwordHash: string): Promise<void> {
  await db.update(users).set({ passwordHash }).where(eq(users.id, id));
}
