/** A person's passkeys. Public keys alone are kept, and none of them is ever shown. */

import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { passkeys } from '../../db/schema/passkeys';
import { isOn } from '../config/features';

export type NewPasskey = {
  readonly userId: string;
  /** Base64url, as the authenticator names it. */
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  /** Kept by a password manager on several devices. */
  readonly synced: boolean;
  readonly name: string;
};

export type FoundPasskey = Omit<NewPasskey, 'name' | 'synced'> & { readonly id: string };

const mine = (userId: string) => eq(passkeys.userId, userId);

/** Returns undefined when the credential is known already, anyone who has it. */
export async function addPasskeyRow(db: Executor, passkey: NewPasskey): Promise<string | undefined> {
  const [row] = await db
    .insert(passkeys)
    .values(passkey)
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return row?.id;
}

/** False for everyone while passkeys are off. */
export async function hasPasskey(db: Executor, userId: string): Promise<boolean> {
  return isOn('passkeys') && (await db.$count(passkeys, mine(userId))) > 0;
}

export const countPasskeys = (db: Executor, userId: string): Promise<number> =>
  db.$count(passkeys, mine(userId));

const keyColumns = {
  id: passkeys.id,
  userId: passkeys.userId,
  credentialId: passkeys.credentialId,
  publicKey: passkeys.publicKey,
  counter: passkeys.counter,
  transports: passkeys.transports,
};

export async function findPasskey(db: Executor, credentialId: string): Promise<FoundPasskey | undefined> {
  if (!isOn('passkeys')) return undefined;
  const [row] = await db.select(keyColumns).from(passkeys).where(eq(passkeys.credentialId, credentialId));
  return row;
}

/** What a browser needs to know of them: for asking for one of these, or for not making a second one of the same. */
export const credentialsOf = (db: Executor, userId: string) =>
  db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(mine(userId));

export type ListedPasskey = Awaited<ReturnType<typeof listPasskeys>>[number];

/** Oldest first. */
export const listPasskeys = (db: Executor, userId: string) =>
  db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      synced: passkeys.synced,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(mine(userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));

/**
 * Notes a use, by one statement: a counter that does not grow belongs to a copy, unless the authenticator does not count at
 * all (WebAuthn §7.2 step 22). Of two uses at once with one counter, one wins. Returns false for the copy.
 */
export async function notePasskeyUse(db: Executor, id: string, counter: number): Promise<boolean> {
  const rows = await db
    .update(passkeys)
    .set({ counter, lastUsedAt: sql`now()` })
    .where(
      and(
        eq(passkeys.id, id),
        sql`(${passkeys.counter} < ${counter} or (${passkeys.counter} = 0 and ${counter} = 0))`,
      ),
    )
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

/** Returns false for what is not this person's. */
export async function renamePasskeyRow(
  db: Executor,
  userId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const rows = await db
    .update(passkeys)
    .set({ name })
    .where(and(mine(userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

/** Returns false for what is not this person's. */
export async function removePasskeyRow(db: Executor, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(passkeys)
    .where(and(mine(userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

/** All of them, or those that were added since; returns how many went. */
export async function removePasskeys(db: Executor, userId: string, since?: Date): Promise<number> {
  const rows = await db
    .delete(passkeys)
    .where(and(mine(userId), since ? gte(passkeys.createdAt, since) : undefined))
    .returning({ id: passkeys.id });
  return rows.length;
}
