/** Browsers that are spared the code at sign-in: for thirty days from the choice, however often used, and nothing else (docs/security.md K13). */

import { and, desc, eq, gt, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { knownDevices } from '../../db/schema/known-devices';
import { sinceEveryoneLeft } from '../../db/schema/platform';
import { sessions } from '../../db/schema/sessions';
import type { Policy } from '../config/policy';

/** Counts from the choice: use does not prolong it. After an emergency no older trust counts, even for people without a session that its job could end. */
const stillTrusted = ({ trustedDeviceLifetime }: Policy) =>
  and(gt(knownDevices.trustedAt, ago(trustedDeviceLifetime)), sinceEveryoneLeft(knownDevices.trustedAt));

const of = (userId: string) => eq(knownDevices.userId, userId);

/** By person and browser: the value of one browser says nothing about another person. */
export async function isTrusted(
  db: Executor,
  userId: string,
  deviceHash: Buffer,
  policy: Policy,
): Promise<boolean> {
  const here = and(of(userId), eq(knownDevices.deviceHash, deviceHash), stillTrusted(policy));
  return (await db.$count(knownDevices, here)) > 0;
}

/** Why this browser is asked although the person trusts some; `none` where they trust none. */
export async function missingTrust(
  db: Executor,
  userId: string,
  deviceHash: Buffer,
  policy: Policy,
): Promise<'none' | 'expired' | 'elsewhere'> {
  const here = and(of(userId), eq(knownDevices.deviceHash, deviceHash), isNotNull(knownDevices.trustedAt));
  if ((await db.$count(knownDevices, here)) > 0) return 'expired';
  const any = and(of(userId), stillTrusted(policy));
  return (await db.$count(knownDevices, any)) > 0 ? 'elsewhere' : 'none';
}

/**
 * The browser gets a fresh value with its trust, for someone who is known in it: a value that somebody planted or copied
 * before is not the one that is trusted.
 */
export async function trustDevice(
  db: Executor,
  userId: string,
  { held, fresh }: { held: Buffer; fresh: Buffer },
): Promise<void> {
  await db.update(knownDevices).set({ deviceHash: fresh }).where(eq(knownDevices.deviceHash, held));
  await db
    .update(knownDevices)
    .set({ trustedAt: sql`now()` })
    .where(and(of(userId), eq(knownDevices.deviceHash, fresh)));
}

/** Returns whether any was trusted, or had been once. */
async function stopTrusting(db: Executor, userId: string, which?: SQL): Promise<boolean> {
  const rows = await db
    .update(knownDevices)
    .set({ trustedAt: null })
    .where(and(of(userId), which, isNotNull(knownDevices.trustedAt)))
    .returning({ id: knownDevices.id });
  return rows.length > 0;
}

/** Returns false for what is not this person's, or not trusted. */
export const endTrustRow = (db: Executor, userId: string, id: string): Promise<boolean> =>
  stopTrusting(db, userId, eq(knownDevices.id, id));

/** Of the browsers that these sessions were begun in. */
export function endTrustWhere(db: Executor, userId: string, sessionIds: readonly string[]): Promise<boolean> {
  const begunIn = inArray(sessions.id, [...sessionIds]);
  const browsers = db.select({ id: sessions.deviceId }).from(sessions).where(begunIn);
  return stopTrusting(db, userId, inArray(knownDevices.id, browsers));
}

/** Returns how many browsers were still trusted: what had run out before ends nothing for anybody. */
export async function endAllTrust(db: Executor, userId: string, policy: Policy): Promise<number> {
  const ended = await db.$count(knownDevices, and(of(userId), stillTrusted(policy)));
  await stopTrusting(db, userId);
  return ended;
}

/** Returns whose browsers lost it, and how many. */
export async function endTrustOfPeople(
  db: Executor,
  userIds: readonly string[],
): Promise<{ userId: string; browsers: number }[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .update(knownDevices)
    .set({ trustedAt: null })
    .where(and(inArray(knownDevices.userId, [...userIds]), isNotNull(knownDevices.trustedAt)))
    .returning({ userId: knownDevices.userId });
  const browsers = new Map<string, number>();
  for (const { userId } of rows) browsers.set(userId, (browsers.get(userId) ?? 0) + 1);
  return [...browsers].map(([userId, count]) => ({ userId, browsers: count }));
}

export type TrustedDevice = Awaited<ReturnType<typeof listTrusted>>[number];

/** What its person called it, in the session that was begun there last. */
const nameGiven = sql<string | null>`(select s.device_name from sessions s
  where s.device_id = ${knownDevices.id} and s.user_id = ${knownDevices.userId} order by s.created_at desc limit 1)`;

/** The one used last on top. No hash is selected; `here` says which one the person looks at the list with. */
export const listTrusted = (db: Executor, userId: string, policy: Policy, here?: Buffer) =>
  db
    .select({
      id: knownDevices.id,
      deviceName: sql<string>`coalesce(${nameGiven}, ${knownDevices.deviceName})`,
      here: here ? sql<boolean>`${knownDevices.deviceHash} = ${here}` : sql<boolean>`false`,
      lastUsedAt: knownDevices.lastUsedAt,
      trustedUntil: sql`${knownDevices.trustedAt} + ${lasting(policy.trustedDeviceLifetime)}`.mapWith(
        knownDevices.createdAt,
      ),
    })
    .from(knownDevices)
    .where(and(of(userId), stillTrusted(policy)))
    .orderBy(desc(knownDevices.lastUsedAt));
