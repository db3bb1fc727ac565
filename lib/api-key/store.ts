/** API keys: the database knows the SHA-256 and the last four characters. What has ended stays ended. */

import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { apiKeys } from '../../db/schema/api-keys';
import type { Scope } from '../config/scopes';
import { sha256 } from '../crypto';
import { newToken } from '../opaque-token';
import { days, type Seconds } from '../time';
import type { KeyEndReason } from './rules';

/** Not revoked, and in time by the database's clock. */
export const liveKey = and(isNull(apiKeys.revokedAt), sql`${apiKeys.expiresAt} > now()`);

export const hashOfKey = (token: string): Buffer => sha256(token);

/** Whose it is: a person's own, or an organization's, no matter which of its people made it. */
export type KeyOwner =
  | { readonly userId: string; readonly organizationId?: never }
  | { readonly organizationId: string; readonly userId?: never };

export const keysOf = ({ userId, organizationId }: KeyOwner): SQL | undefined =>
  organizationId === undefined
    ? and(eq(apiKeys.userId, userId as string), eq(apiKeys.kind, 'person'))
    : and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.kind, 'service'));

export const countLiveKeys = (tx: Transaction, owner: KeyOwner): Promise<number> =>
  tx.$count(apiKeys, and(keysOf(owner), liveKey));

export type NewKey = {
  readonly userId: string;
  readonly organizationId?: string | undefined;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
};

/** Returns the key itself, which nothing can show again. */
export async function insertKey(
  tx: Transaction,
  { days: lifetimeDays, scopes, organizationId, ...key }: NewKey,
): Promise<{ id: string; token: string; lastFour: string }> {
  const kind = organizationId ? 'service' : 'person';
  const token = newToken(kind === 'service' ? 'svc' : 'pat');
  const lastFour = token.slice(-4);
  const [row] = await tx
    .insert(apiKeys)
    .values({
      ...key,
      ...{ kind, organizationId, lastFour, lifetimeDays },
      scopes: [...scopes],
      tokenHash: hashOfKey(token),
      expiresAt: sql`now() + ${lasting(days(lifetimeDays))}`,
    })
    .returning({ id: apiKeys.id });
  if (!row) throw new Error('the key was not stored');
  return { id: row.id, token, lastFour };
}

/** For as long again from now, and never longer than `longest`. Undefined where it is not there, not theirs, or has ended. */
export async function renewKeyOf(
  tx: Transaction,
  owner: KeyOwner,
  id: string,
  longest: Seconds,
): Promise<{ lastFour: string; expiresAt: Date } | undefined> {
  const length = sql`least(${apiKeys.lifetimeDays} * interval '1 day', ${lasting(longest)})`;
  const [row] = await tx
    .update(apiKeys)
    .set({ renewedAt: sql`now()`, expiresAt: sql`now() + ${length}`, warned: null })
    .where(and(eq(apiKeys.id, id), keysOf(owner), liveKey))
    .returning({ lastFour: apiKeys.lastFour, expiresAt: apiKeys.expiresAt });
  return row;
}

export type EndedKey = {
  readonly id: string;
  readonly userId: string;
  readonly organizationId: string | null;
  readonly name: string;
  readonly lastFour: string;
  readonly reason: KeyEndReason;
};

type End = {
  readonly reason: KeyEndReason;
  /** The person who ends it; absent where it is none. */
  readonly by?: string | undefined;
  readonly leakedAtUrl?: string | undefined;
};

/** Of two at once one ends it. */
export async function endKeysWhere(
  db: Executor,
  which: SQL | undefined,
  { reason, by, leakedAtUrl }: End,
): Promise<EndedKey[]> {
  const rows = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()`, revokedReason: reason, revokedBy: by ?? null, leakedAtUrl })
    .where(and(which, isNull(apiKeys.revokedAt)))
    .returning({
      id: apiKeys.id,
      userId: apiKeys.userId,
      organizationId: apiKeys.organizationId,
      name: apiKeys.name,
      lastFour: apiKeys.lastFour,
    });
  return rows.map((row) => ({ ...row, reason }));
}

/** One that has expired is over already, and stays so under its own reason. */
export const endKey = async (
  tx: Transaction,
  owner: KeyOwner,
  id: string,
  by: string,
): Promise<EndedKey | undefined> =>
  (await endKeysWhere(tx, and(eq(apiKeys.id, id), keysOf(owner), liveKey), { reason: 'person', by }))[0];

/** `own`: those of organizations stay. */
export const endKeysOfPerson = (
  tx: Transaction,
  userId: string,
  which: 'own' | 'all',
  end: End,
): Promise<EndedKey[]> =>
  endKeysWhere(tx, and(which === 'own' ? keysOf({ userId }) : eq(apiKeys.userId, userId), liveKey), end);

/** Those that somebody made for an organization that they no longer belong to. */
export const endKeysOfMember = (
  tx: Transaction,
  { userId, organizationId }: { readonly userId: string; readonly organizationId: string },
  by: string,
): Promise<EndedKey[]> =>
  endKeysWhere(tx, and(keysOf({ organizationId }), eq(apiKeys.userId, userId), liveKey), {
    reason: 'member_removed',
    by,
  });

/** By what was found, however often it is reported: one that has ended already stays as it is. */
export const endLeaked = async (
  tx: Transaction,
  tokenHash: Buffer,
  leakedAtUrl: string | undefined,
): Promise<EndedKey | undefined> =>
  (await endKeysWhere(tx, eq(apiKeys.tokenHash, tokenHash), { reason: 'leaked', leakedAtUrl }))[0];

/** Which of these were ever keys of ours. */
export async function knownKeyHashes(db: Executor, hashes: readonly Buffer[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: apiKeys.tokenHash })
    .from(apiKeys)
    .where(inArray(apiKeys.tokenHash, [...hashes]));
  return new Set(rows.map(({ hash }) => hash.toString('hex')));
}

/**
 * At most once per interval, however many calls there are, and never waiting for a row that is held. The address is
 * that of the network alone. A key that is used again may be asked about again.
 */
export async function touchKey(
  db: Executor,
  id: string,
  { from, interval }: { readonly from: string | null; readonly interval: Seconds },
): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({
      lastUsedAt: sql`now()`,
      lastUsedIp: from,
      warned: sql`nullif(btrim(replace(${apiKeys.warned}, 'unused', '')), '')`,
    })
    .where(
      and(
        sql`${apiKeys.id} = (select k.id from ${apiKeys} k where k.id = ${id} for update skip locked)`,
        liveKey,
        sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} <= ${ago(interval)})`,
      ),
    )
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}
