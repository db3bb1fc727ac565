/** A person's authenticator app: one at most, of no weight until a code is confirmed, and each code once (docs/security.md K1). */

import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { totpAuthenticators } from '../../db/schema/totp-authenticators';
import { env } from '../config/env';
import { isOn } from '../config/features';
import { log } from '../observe/log';
import type { Seconds } from '../time';
import { nameOfKey, openSeed, type SealedSeed, sealSeed } from './sealed-seed';
import { newSeed, stepOfCode, stepSeconds } from './totp';

const secrets = () => env().sessionSecrets;

/** The database's clock as it is now, not as it was when the transaction began: waiting for a lock ages no code. */
const currentStep = sql<number>`floor(extract(epoch from clock_timestamp()) / ${sql.raw(String(stepSeconds))})::int`;

/** A new seed takes the place of one that was never confirmed. Undefined where an authenticator is on. The seed is returned once. */
export async function beginAuthenticator(db: Executor, userId: string): Promise<string | undefined> {
  const seed = newSeed();
  const sealed = sealSeed(seed, userId, secrets());
  const rows = await db
    .insert(totpAuthenticators)
    .values({ userId, ...sealed })
    .onConflictDoUpdate({
      target: totpAuthenticators.userId,
      set: { ...sealed, createdAt: sql`now()` },
      setWhere: isNull(totpAuthenticators.confirmedAt),
    })
    .returning({ userId: totpAuthenticators.userId });
  return rows.length > 0 ? seed : undefined;
}

/** Forgets a seed that was never confirmed. */
export async function abandonAuthenticator(db: Executor, userId: string): Promise<void> {
  await db.delete(totpAuthenticators).where(and(mine(userId), isNull(totpAuthenticators.confirmedAt)));
}

const waiting = (lifetime: Seconds) =>
  and(isNull(totpAuthenticators.confirmedAt), gt(totpAuthenticators.createdAt, ago(lifetime)));

const mine = (userId: string) => eq(totpAuthenticators.userId, userId);

/** Turns it on if the code is one of its own. Of two at once one wins. */
export async function confirmAuthenticator(
  db: Executor,
  userId: string,
  code: string,
  lifetime: Seconds,
): Promise<'on' | 'wrong_code' | 'none'> {
  const found = await seedOf(db, userId, waiting(lifetime));
  if (!found) return 'none';
  const step = stepOfCode(found.seed, code, found.now);
  if (step === undefined) return 'wrong_code';
  const rows = await db
    .update(totpAuthenticators)
    .set({ confirmedAt: sql`now()`, lastStep: step, lastUsedAt: sql`now()` })
    .where(and(mine(userId), waiting(lifetime), eq(totpAuthenticators.sealedSeed, found.sealedSeed)))
    .returning({ userId: totpAuthenticators.userId });
  return rows.length > 0 ? 'on' : 'none';
}

/** Whether it is a code around now that was not used, and none younger was: then it is used up, by one statement. */
export async function spendTotp(db: Executor, userId: string, code: string): Promise<boolean> {
  if (!isOn('authenticatorApp')) return false;
  const on = isNotNull(totpAuthenticators.confirmedAt);
  const found = await seedOf(db, userId, on);
  const step = found && stepOfCode(found.seed, code, found.now);
  if (!found || step === undefined) return false;
  const rows = await db
    .update(totpAuthenticators)
    .set({
      lastStep: step,
      lastUsedAt: sql`now()`,
      // What an old secret sealed moves under the newest one, so that the old one can go.
      ...(found.outdated ? sealSeed(found.seed, userId, secrets()) : {}),
    })
    .where(
      and(mine(userId), on, or(isNull(totpAuthenticators.lastStep), lt(totpAuthenticators.lastStep, step))),
    )
    .returning({ userId: totpAuthenticators.userId });
  return rows.length > 0;
}

type FoundSeed = SealedSeed & { seed: string; outdated: boolean; now: number };

async function seedOf(
  db: Executor,
  userId: string,
  which: ReturnType<typeof and>,
): Promise<FoundSeed | undefined> {
  const { sealedSeed, sealedUnder } = totpAuthenticators;
  const [row] = await db
    .select({ sealedSeed, sealedUnder, now: currentStep })
    .from(totpAuthenticators)
    .where(and(mine(userId), which));
  if (!row) return undefined;
  const seed = openSeed(row, userId, secrets());
  // Its secret was taken away too soon. A recovery code still opens the account.
  if (seed === undefined) log.error({ event: 'seed_unreadable', userId }, 'seed_unreadable');
  return seed === undefined ? undefined : { ...row, seed, outdated: !isNewest(row) };
}

const newestKey = () => nameOfKey(secrets()[0] ?? '');
const isNewest = ({ sealedUnder }: SealedSeed) => sealedUnder === newestKey();

/** Returns false where there is none that is on, or none that was turned on since. */
export async function removeAuthenticator(db: Executor, userId: string, since?: Date): Promise<boolean> {
  const { confirmedAt } = totpAuthenticators;
  const rows = await db
    .delete(totpAuthenticators)
    .where(and(mine(userId), since ? gte(confirmedAt, since) : isNotNull(confirmedAt)))
    .returning({ userId: totpAuthenticators.userId });
  return rows.length > 0;
}

/** False for everyone while authenticator apps are off. */
export async function hasAuthenticator(db: Executor, userId: string): Promise<boolean> {
  return (
    isOn('authenticatorApp') &&
    (await db.$count(totpAuthenticators, and(mine(userId), isNotNull(totpAuthenticators.confirmedAt)))) > 0
  );
}

export type AuthenticatorState = {
  /** Absent while none is on. */
  readonly on?: { readonly since: Date; readonly lastUsedAt: Date | null };
  /** A key was shown and waits for its first code. */
  readonly waiting: boolean;
};

export async function authenticatorOf(
  db: Executor,
  userId: string,
  lifetime: Seconds,
): Promise<AuthenticatorState> {
  if (!isOn('authenticatorApp')) return { waiting: false };
  const { confirmedAt, lastUsedAt } = totpAuthenticators;
  const [row] = await db
    .select({ confirmedAt, lastUsedAt })
    .from(totpAuthenticators)
    .where(and(mine(userId), or(isNotNull(confirmedAt), waiting(lifetime))));
  if (!row?.confirmedAt) return { waiting: row !== undefined };
  return { waiting: false, on: { since: row.confirmedAt, lastUsedAt: row.lastUsedAt } };
}

/**
 * Seals again, under the newest secret, at most `batch` seeds that an older one sealed; returns how many. A used code in
 * between changes the seal and wins. What cannot be opened is left as it is and not counted.
 */
export async function resealSeeds(db: Executor, batch: number): Promise<number> {
  const { userId, sealedSeed, sealedUnder } = totpAuthenticators;
  const rows = await db
    .select({ userId, sealedSeed, sealedUnder })
    .from(totpAuthenticators)
    .where(inArray(sealedUnder, secrets().slice(1).map(nameOfKey)))
    .limit(batch);
  let resealed = 0;
  for (const row of rows) {
    const seed = openSeed(row, row.userId, secrets());
    if (seed === undefined) continue;
    const done = await db
      .update(totpAuthenticators)
      .set(sealSeed(seed, row.userId, secrets()))
      .where(and(mine(row.userId), eq(sealedSeed, row.sealedSeed)))
      .returning({ userId });
    resealed += done.length;
  }
  return resealed;
}
