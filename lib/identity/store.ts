/** Accounts elsewhere that sign in to accounts here. Found by the provider's own id for the person, never by an address. */

import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { identities } from '../../db/schema/identities';
import { isOn } from '../config/features';
import { type ProviderName, providerNames } from '../config/providers';

export type Identity = { readonly id: string; readonly userId: string; readonly provider: ProviderName };

export type NewIdentity = Omit<Identity, 'id'> & { readonly subject: string; readonly email: string };

const provider = sql<ProviderName>`${identities.provider}`;
const columns = { id: identities.id, userId: identities.userId, provider };
const mine = (userId: string) => eq(identities.userId, userId);
/** Not of a provider that is off: such a one opens nothing. */
const usable = (userId: string) =>
  and(mine(userId), inArray(identities.provider, providerNames.filter(isOn)));

export async function findIdentity(
  db: Executor,
  which: { readonly provider: ProviderName; readonly subject: string } | { readonly id: string },
): Promise<Identity | undefined> {
  const where =
    'id' in which
      ? eq(identities.id, which.id)
      : and(eq(identities.provider, which.provider), eq(identities.subject, which.subject));
  const [row] = await db.select(columns).from(identities).where(where);
  return row;
}

/** False where it signs in to an account already, also to this one: of two at once one wins. */
export async function addIdentity(db: Executor, identity: NewIdentity): Promise<boolean> {
  const rows = await db
    .insert(identities)
    .values(identity)
    .onConflictDoNothing()
    .returning({ id: identities.id });
  return rows.length > 0;
}

export async function noteIdentityUse(db: Executor, id: string): Promise<void> {
  await db.update(identities).set({ lastUsedAt: sql`now()` }).where(eq(identities.id, id));
}

export const countIdentities = (db: Executor, userId: string): Promise<number> =>
  db.$count(identities, usable(userId));

export type ListedIdentity = Awaited<ReturnType<typeof listIdentities>>[number];

/** Oldest first. */
export const listIdentities = (db: Executor, userId: string) =>
  db
    .select({
      id: identities.id,
      provider,
      email: identities.email,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(usable(userId))
    .orderBy(asc(identities.createdAt), asc(identities.id));

/** Returns false for what is not this person's. */
export async function removeIdentity(db: Executor, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(identities)
    .where(and(mine(userId), eq(identities.id, id)))
    .returning({ id: identities.id });
  return rows.length > 0;
}

/** All of them, or those that were added since; returns how many went. */
export async function removeIdentities(db: Executor, userId: string, since?: Date): Promise<number> {
  const rows = await db
    .delete(identities)
    .where(and(mine(userId), since ? gte(identities.createdAt, since) : undefined))
    .returning({ id: identities.id });
  return rows.length;
}
