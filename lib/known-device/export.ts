/** The browsers that a person is known by, for their own copy of it, without what recognises them. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { knownDevices } from '../../db/schema/known-devices';

/** Oldest first. */
export const exportDevices = (db: Executor, userId: string) =>
  db
    .select({
      deviceName: knownDevices.deviceName,
      createdAt: knownDevices.createdAt,
      lastUsedAt: knownDevices.lastUsedAt,
      trustedAt: knownDevices.trustedAt,
    })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId))
    .orderBy(asc(knownDevices.createdAt));
