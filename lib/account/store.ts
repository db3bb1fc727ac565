/** Reads and writes people. Addresses come in normalised. */

import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Role } from '../config/policy';
import type { StateFacts } from './state';

/** 2: the account has a second factor. NIST 800-63B calls it the authenticator assurance level. */
export type Assurance = 1 | 2;

export type Account = {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  /** False for someone who never chose one: then nobody has what the hash was made of. */
  hasPassword: boolean;
  passwordChangedAt: Date;
  assurance: Assurance;
} & StateFacts;

const columns = {
  id: users.id,
  email: users.email,
  name: users.name,
  passwordHash: users.passwordHash,
  hasPassword: users.hasPassword,
  passwordChangedAt: users.passwordChangedAt,
  emailVerifiedAt: users.emailVerifiedAt,
  passwordResetRequiredAt: users.passwordResetRequiredAt,
  disabledAt: users.disabledAt,
  deletionRequestedAt: users.deletionRequestedAt,
  assurance: sql<Assurance>`${users.assurance}`,
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

/** Returns undefined when the address is taken, even by someone signing up at the same moment. */
export async function createAccount(
  db: Executor,
  account: {
    email: string;
    name: string;
    passwordHash: string;
    hasPassword?: boolean;
    emailVerifiedAt?: Date;
  },
): Promise<{ id: string } | undefined> {
  const [row] = await db.insert(users).values(account).onConflictDoNothing().returning({ id: users.id });
  return row;
}

export type LockedAccount = Account & { readonly role: Role };

/**
 * Until the transaction ends, nobody else gets this far with the same person: what is counted stays counted, and what was
 * true of the account stays true. Reading, and adding rows that refer to the person, goes on. Throws when it is gone.
 */
export async function lockAccount(tx: Executor, id: string): Promise<LockedAccount> {
  const account = await lockIfThere(tx, id);
  if (!account) throw new Error('the account is gone');
  return account;
}

/** The same, for an account that may have gone a moment ago. */
export const lockIfThere = (tx: Executor, id: string) => lockWhere(tx, eq(users.id, id));

/** The same, by address: one statement, whether there is an account or not. */
export const lockByEmail = (tx: Executor, email: string) => lockWhere(tx, eq(users.email, email));

async function lockWhere(tx: Executor, which: SQL): Promise<LockedAccount | undefined> {
  const [row] = await tx
    .select({ ...columns, role })
    .from(users)
    .where(which)
    .for('no key update');
  return row;
}

/** Replaces a hash by a stronger one of the same password. */
export async function upgradeHash(db: Executor, id: string, passwordHash: string): Promise<void> {
  await db.update(users).set({ passwordHash }).where(eq(users.id, id));
}

/** Another password. Someone who had to choose one now has. */
export async function setPassword(db: Executor, id: string, passwordHash: string): Promise<void> {
  await db
    .update(users)
    .set({
      passwordHash,
      hasPassword: true,
      passwordChangedAt: sql`now()`,
      passwordResetRequiredAt: null,
    })
    .where(eq(users.id, id));
}

/** The password opens nothing until another one is chosen. */
export async function requirePasswordReset(db: Executor, id: string): Promise<void> {
  await db.update(users).set({ passwordResetRequiredAt: sql`now()` }).where(eq(users.id, id));
}

/** Safe to call twice: the time of the first stays. */
export async function confirmAddress(db: Executor, id: string): Promise<void> {
  await db
    .update(users)
    .set({ emailVerifiedAt: sql`now()` })
    .where(and(eq(users.id, id), isNull(users.emailVerifiedAt)));
}

export async function setName(db: Executor, id: string, name: string): Promise<void> {
  await db.update(users).set({ name }).where(eq(users.id, id));
}

// only: plans, from here
/** Returns the plan that was left. */
export async function setPlan(db: Executor, id: string, plan: string): Promise<string> {
  const [before] = await db
    .select({ plan: users.plan })
    .from(users)
    .where(eq(users.id, id))
    .for('no key update');
  await db.update(users).set({ plan }).where(eq(users.id, id));
  return before?.plan ?? plan;
}

// only: plans, to here
/** Returns false where the address has come to belong to somebody else, and then nothing is changed. */
export async function setEmail(db: Executor, id: string, email: string): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ email })
    .where(and(eq(users.id, id), sql`not exists (select 1 from users other where other.email = ${email})`))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** The epoch: from here on, sessions with an older secret are over for this reason, whatever their rows say. */
export async function raiseEpoch(db: Executor, id: string, reason: string): Promise<void> {
  await db
    .update(users)
    .set({ sessionsValidFrom: sql`now()`, sessionsEndedReason: reason })
    .where(eq(users.id, id));
}

/** Returns false when it was so already. */
export async function setDisabled(db: Executor, id: string, disabled: boolean): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ disabledAt: disabled ? sql`now()` : null })
    .where(and(eq(users.id, id), disabled ? isNull(users.disabledAt) : sql`${users.disabledAt} is not null`))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** Returns the moment until which it can be undone; undefined when it was asked for already. */
export async function requestDeletion(db: Executor, id: string, grace: number): Promise<Date | undefined> {
  const [row] = await db
    .update(users)
    .set({ deletionRequestedAt: sql`now()` })
    .where(and(eq(users.id, id), isNull(users.deletionRequestedAt)))
    .returning({
      until: sql`now() + ${lasting(grace)}`.mapWith(users.createdAt),
    });
  return row?.until;
}

/** Returns false when there is nothing to undo. */
export async function undoDeletion(db: Executor, id: string): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ deletionRequestedAt: null })
    .where(and(eq(users.id, id), sql`${users.deletionRequestedAt} is not null`))
    .returning({ id: users.id });
  return rows.length > 0;
}
