/** What is kept about a person's passkeys, for their own copy of it. No key, public or not. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { passkeys } from '../../db/schema/passkeys';

export const exportPasskeys = (db: Executor, userId: string) =>
  db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      synced: passkeys.synced,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
