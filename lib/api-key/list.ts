/** Keys as their pages list them. */

import { and, desc, eq, not, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { apiKeys } from '../../db/schema/api-keys';
import { users } from '../../db/schema/users';
import type { KeyEndReason } from './rules';
import { type KeyOwner, keysOf, liveKey } from './store';

export type ListedKey = {
  readonly id: string;
  readonly name: string;
  /** The person who made it. */
  readonly maker: string;
  readonly scopes: readonly string[];
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  /** The network's address. */
  readonly lastUsedIp: string | null;
};

export type ListedEndedKey = ListedKey & {
  readonly endedAt: Date;
  readonly reason: KeyEndReason;
  /** As the finder said: text, never a link. */
  readonly leakedAtUrl: string | null;
};

const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  maker: users.name,
  scopes: apiKeys.scopes,
  lastFour: apiKeys.lastFour,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  lastUsedIp: sql<string | null>`host(${apiKeys.lastUsedIp})`,
};

const longestList = 200;

/** The newest first. */
export const listLiveKeys = (db: Executor, owner: KeyOwner): Promise<ListedKey[]> =>
  db
    .select(columns)
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(keysOf(owner), liveKey))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(longestList);

/** One whose time is up has ended, also before the job has written that down. */
const endedAt = sql`coalesce(${apiKeys.revokedAt}, ${apiKeys.expiresAt})`;

/** The last to end first. */
export const listEndedKeys = (db: Executor, owner: KeyOwner, most: number): Promise<ListedEndedKey[]> =>
  db
    .select({
      ...columns,
      endedAt: endedAt.mapWith(apiKeys.expiresAt),
      reason: sql<KeyEndReason>`coalesce(${apiKeys.revokedReason}, 'expired')`,
      leakedAtUrl: apiKeys.leakedAtUrl,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(keysOf(owner), not(liveKey as SQL)))
    .orderBy(desc(endedAt), desc(apiKeys.id))
    .limit(most);
