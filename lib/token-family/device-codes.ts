/** What waits on a command line or a television until its person has typed its code elsewhere (RFC 8628). */

import { and, eq, gt, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deviceCodes } from '../../db/schema/device-codes';
import type { Policy } from '../config/policy';
import { newToken } from '../opaque-token';
import { hashOfSecret } from '../secret';
import { newUserCode } from './user-code';

type Waiting = {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly ip: string | null;
  readonly userAgent: string | null;
};

/** Both codes are stored nowhere. A user code that is out is never given a second time: then the insert throws, and the dice are cast again. */
export async function mintDeviceCode(
  db: Executor,
  { scopes, ...waiting }: Waiting,
  policy: Policy,
): Promise<{ deviceCode: string; userCode: string }> {
  for (;;) {
    const [deviceCode, userCode] = [newToken('dev'), newUserCode()];
    const made = await db
      .insert(deviceCodes)
      .values({
        ...waiting,
        scopes: [...scopes],
        deviceHash: hashOfSecret(deviceCode),
        userCodeHash: hashOfSecret(userCode),
        intervalSeconds: policy.devicePollInterval,
      })
      .onConflictDoNothing()
      .returning({ clientId: deviceCodes.clientId });
    if (made.length > 0) return { deviceCode, userCode };
  }
}

const fresh = (policy: Policy) => gt(deviceCodes.createdAt, ago(policy.deviceCodeLifetime));
const unanswered = and(
  isNull(deviceCodes.approvedAt),
  isNull(deviceCodes.deniedAt),
  isNull(deviceCodes.usedAt),
);

type By = { readonly sessionId: string; readonly userId: string };

const shown = {
  deviceHash: deviceCodes.deviceHash,
  clientId: deviceCodes.clientId,
  scopes: deviceCodes.scopes,
  createdAt: deviceCodes.createdAt,
  ip: deviceCodes.ip,
  userAgent: deviceCodes.userAgent,
};

const claimedBy = ({ sessionId, userId }: By): SQL | undefined =>
  and(eq(deviceCodes.claimedBySession, sessionId), eq(deviceCodes.claimedByUser, userId));

/** From now on this session alone answers it. Undefined for a code that is wrong, over, or claimed elsewhere: the same for all three. */
export async function claimUserCode(db: Executor, userCode: string, by: By, policy: Policy) {
  const [row] = await db
    .update(deviceCodes)
    .set({ claimedBySession: by.sessionId, claimedByUser: by.userId })
    .where(
      and(
        eq(deviceCodes.userCodeHash, hashOfSecret(userCode)),
        fresh(policy),
        unanswered,
        or(isNull(deviceCodes.claimedBySession), claimedBy(by)),
      ),
    )
    .returning(shown);
  return row;
}

/** One at a time: what the session typed before and did not answer may be typed elsewhere again. */
export const releaseOthers = (db: Executor, by: By, kept: Buffer) =>
  db
    .update(deviceCodes)
    .set({ claimedBySession: null, claimedByUser: null })
    .where(and(claimedBy(by), unanswered, ne(deviceCodes.deviceHash, kept)));

/** What this session has claimed and not answered. */
export async function findClaimed(db: Executor, by: By, policy: Policy) {
  const [row] = await db
    .select(shown)
    .from(deviceCodes)
    .where(and(claimedBy(by), fresh(policy), unanswered))
    .orderBy(sql`${deviceCodes.createdAt} desc`)
    .limit(1);
  return row;
}

/** Only in the session that claimed it, and once. */
export async function answerDeviceCode(
  db: Executor,
  { deviceHash, by, approve }: { readonly deviceHash: Buffer; readonly by: By; readonly approve: boolean },
  policy: Policy,
) {
  const [row] = await db
    .update(deviceCodes)
    .set(approve ? { approvedAt: sql`now()` } : { deniedAt: sql`now()` })
    .where(and(eq(deviceCodes.deviceHash, deviceHash), claimedBy(by), fresh(policy), unanswered))
    .returning(shown);
  return row;
}

/** Seconds: it grows no further. */
const longestInterval = 120;

export type Polled =
  /** `used`: it was handed out before, and an answer may have been lost; there is no second one. */
  | { readonly kind: 'waiting' | 'too_soon' | 'denied' | 'over' | 'unknown' | 'used' }
  /** Handed out this once. */
  | {
      readonly kind: 'approved';
      readonly deviceHash: Buffer;
      readonly userId: string;
      readonly sessionId: string;
      readonly scopes: readonly string[];
    };

/** In a transaction: of two polls at once the second waits for the first. Each one that comes too soon makes the interval longer (§3.5). */
export async function pollDeviceCode(
  db: Executor,
  { deviceCode, clientId }: { readonly deviceCode: string; readonly clientId: string },
  policy: Policy,
): Promise<Polled> {
  const which = and(eq(deviceCodes.deviceHash, hashOfSecret(deviceCode)), eq(deviceCodes.clientId, clientId));
  const [row] = await db
    .select({
      ...shown,
      approvedAt: deviceCodes.approvedAt,
      deniedAt: deviceCodes.deniedAt,
      usedAt: deviceCodes.usedAt,
      sessionId: deviceCodes.claimedBySession,
      userId: deviceCodes.claimedByUser,
      over: sql<boolean>`${deviceCodes.createdAt} <= ${ago(policy.deviceCodeLifetime)}`,
      tooSoon: sql<boolean>`coalesce(${deviceCodes.polledAt} + ${lasting(sql`${deviceCodes.intervalSeconds}`)} > clock_timestamp(), false)`,
    })
    .from(deviceCodes)
    .where(which)
    .for('update');
  if (!row) return { kind: 'unknown' };
  if (row.usedAt) return { kind: 'used' };
  if (row.over) return { kind: 'over' };
  if (row.deniedAt) return { kind: 'denied' };
  const longer = row.tooSoon ? policy.devicePollInterval : 0;
  await db
    .update(deviceCodes)
    .set({
      polledAt: sql`clock_timestamp()`,
      intervalSeconds: sql`least(${deviceCodes.intervalSeconds} + ${longer}::int, ${longestInterval})`,
      ...(row.approvedAt && !row.tooSoon ? { usedAt: sql`now()` } : {}),
    })
    // One that is told to slow down already writes nothing more.
    .where(and(which, row.tooSoon ? sql`${deviceCodes.intervalSeconds} < ${longestInterval}` : undefined));
  if (row.tooSoon) return { kind: 'too_soon' };
  const { deviceHash, userId, sessionId, scopes } = row;
  if (!row.approvedAt || !userId || !sessionId) return { kind: 'waiting' };
  return { kind: 'approved', deviceHash, userId, sessionId, scopes };
}

export const noteDeviceFamily = (db: Executor, deviceHash: Buffer, familyId: string) =>
  db.update(deviceCodes).set({ familyId }).where(eq(deviceCodes.deviceHash, deviceHash));
