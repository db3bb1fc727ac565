/** The tokens of mailed links: 256 random bits, stored as their SHA-256, each used once by one statement. */

import { and, eq, gt, inArray, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { mails } from '../../db/schema/mails';
import { oneTimeTokens } from '../../db/schema/one-time-tokens';
import type { Policy } from '../config/policy';
import { hashOfSecret, looksLikeSecret, newSecret } from '../secret';
import { lifetimeOf, type Purpose } from './purposes';

export type TokenFor = {
  readonly userId: string;
  readonly purpose: Purpose;
  /** The sign-up, the change of address or the mail that it belongs to. */
  readonly subjectId?: string;
};

export type FoundToken = {
  readonly userId: string;
  readonly purpose: Purpose;
  readonly subjectId: string | null;
  readonly createdAt: Date;
};

const found = {
  userId: oneTimeTokens.userId,
  purpose: sql<Purpose>`${oneTimeTokens.purpose}`,
  subjectId: oneTimeTokens.subjectId,
  createdAt: oneTimeTokens.createdAt,
};

/** Returns the token for the link; it is stored nowhere. Earlier ones stay good until one of them is used. */
export async function mintToken(db: Executor, of: TokenFor): Promise<string> {
  const token = newSecret();
  await db.insert(oneTimeTokens).values({ ...of, tokenHash: hashOfSecret(token) });
  return token;
}

const usable = (token: string, purpose: Purpose, policy: Policy) =>
  and(
    eq(oneTimeTokens.tokenHash, hashOfSecret(token)),
    eq(oneTimeTokens.purpose, purpose),
    isNull(oneTimeTokens.usedAt),
    gt(oneTimeTokens.createdAt, ago(lifetimeOf(purpose, policy))),
  );

/** Looks without using it up: what a page may do on GET. Undefined for unknown, used, superseded and expired alike. */
export async function peekToken(
  db: Executor,
  token: unknown,
  purpose: Purpose,
  policy: Policy,
): Promise<FoundToken | undefined> {
  if (!looksLikeSecret(token)) return undefined;
  const [row] = await db
    .select(found)
    .from(oneTimeTokens)
    .where(usable(token, purpose, policy))
    .limit(1);
  return row;
}

/** Uses it up. Of two at once one wins; the other gets undefined, as for an unknown one. */
export async function consumeToken(
  db: Executor,
  token: unknown,
  purpose: Purpose,
  policy: Policy,
): Promise<FoundToken | undefined> {
  if (!looksLikeSecret(token)) return undefined;
  const [row] = await db
    .update(oneTimeTokens)
    .set({ usedAt: sql`now()` })
    .where(usable(token, purpose, policy))
    .returning(found);
  return row;
}

/** By the database's clock: what happened before this, no link of this purpose can be about any more. */
export async function oldestUsable(db: Executor, purpose: Purpose, policy: Policy): Promise<Date> {
  const [row] = await db.execute<{ oldest: string }>(
    sql`select ${ago(lifetimeOf(purpose, policy))} as oldest`,
  );
  if (!row) throw new Error('the database did not say what time it is');
  return new Date(row.oldest);
}

/** Links of mails that went to any other address than this one: anyone who reads those is not to be asked any more. */
export function revokeReportsBut(db: Executor, userId: string, recipient: string): Promise<void> {
  const there = db.select({ id: mails.id }).from(mails).where(eq(mails.recipient, recipient));
  const elsewhere = or(isNull(oneTimeTokens.subjectId), notInArray(oneTimeTokens.subjectId, there));
  return revokeTokens(db, userId, ['report_sign_in'], elsewhere);
}

/** Makes what is still under way useless, such as older reset links once the password has changed. */
export async function revokeTokens(
  db: Executor,
  userId: string,
  purposes: readonly Purpose[],
  which?: SQL,
): Promise<void> {
  await db
    .update(oneTimeTokens)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(oneTimeTokens.userId, userId),
        inArray(oneTimeTokens.purpose, [...purposes]),
        isNull(oneTimeTokens.usedAt),
        which,
      ),
    );
}

/** Takes back a token that certainly never left this process. */
export async function discardToken(db: Executor, token: string): Promise<void> {
  await db.delete(oneTimeTokens).where(eq(oneTimeTokens.tokenHash, hashOfSecret(token)));
}
