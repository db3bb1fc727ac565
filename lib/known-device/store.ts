/** Browsers that a person signed in with before, told apart by a random value that only the browser holds. */

import { and, eq, ne, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { knownDevices } from '../../db/schema/known-devices';
import { users } from '../../db/schema/users';

/** By address, so that it can be asked before anybody is known; the same one statement for an address without an account. */
export async function isKnownDevice(db: Executor, email: string, deviceHash: Buffer): Promise<boolean> {
  const rows = await db
    .select({ userId: knownDevices.userId })
    .from(knownDevices)
    .innerJoin(users, eq(users.id, knownDevices.userId))
    .where(and(eq(users.email, email), eq(knownDevices.deviceHash, deviceHash)))
    .limit(1);
  return rows.length > 0;
}

/** Returns its public id, and whether the person is new to this browser. */
export async function rememberDevice(
  db: Executor,
  device: { userId: string; deviceHash: Buffer; deviceName: string },
): Promise<{ id?: string; isNew: boolean }> {
  const [row] = await db
    .insert(knownDevices)
    .values(device)
    .onConflictDoUpdate({
      target: [knownDevices.userId, knownDevices.deviceHash],
      set: { lastUsedAt: sql`now()`, deviceName: device.deviceName },
    })
    // Zero only for a row that this very statement has made.
    .returning({ id: knownDevices.id, isNew: sql<boolean>`xmax = 0` });
  return row ?? { isNew: true };
}

export async function devicesOf(db: Executor, userId: string): Promise<Buffer[]> {
  const rows = await db
    .select({ deviceHash: knownDevices.deviceHash })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId));
  return rows.map(({ deviceHash }) => deviceHash);
}

/** After "this wasn't me" the browser it was done from must not be an old acquaintance. `except` stays. */
export async function forgetDevices(db: Executor, userId: string, except?: Buffer): Promise<void> {
  await db
    .delete(knownDevices)
    .where(and(eq(knownDevices.userId, userId), except ? ne(knownDevices.deviceHash, except) : undefined));
}
