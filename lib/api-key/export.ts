/** The keys that a person made, for their own copy of it. */

import { asc, eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { apiKeys } from '../../db/schema/api-keys';
import { organizations } from '../../db/schema/organizations';

/** Oldest first. */
export const exportKeys = (db: Executor, userId: string) =>
  db
    .select({
      kind: apiKeys.kind,
      organization: organizations.name,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      lastFour: apiKeys.lastFour,
      createdAt: apiKeys.createdAt,
      renewedAt: apiKeys.renewedAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      lastUsedFrom: sql<string | null>`host(${apiKeys.lastUsedIp})`,
      endedAt: apiKeys.revokedAt,
      endedReason: apiKeys.revokedReason,
      foundAt: apiKeys.leakedAtUrl,
    })
    .from(apiKeys)
    .leftJoin(organizations, eq(organizations.id, apiKeys.organizationId))
    .where(eq(apiKeys.userId, userId))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
