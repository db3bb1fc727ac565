/** Refresh tokens: opaque, hashed, spent at every use. A spent one holds its successor, sealed under itself (RFC 9700 §4.14.2). */

import { and, eq, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { refreshTokens } from '../../db/schema/refresh-tokens';
import type { Policy } from '../config/policy';
import { newToken } from '../opaque-token';
import { derivedKey, openWith, sealWith } from '../sealed';
import { hashOfSecret } from '../secret';

/** Only the token itself gives the key: a copy of the database opens no successor. */
const keyOf = (token: string) => derivedKey(token, 'refresh-successor');

/** The first of a family. Returns the token; it is stored nowhere. */
export async function firstRefreshToken(db: Executor, sessionId: string, token: string): Promise<void> {
  await db.insert(refreshTokens).values({ tokenHash: hashOfSecret(token), sessionId });
}

/** The family that a token belongs to, spent or not. */
export async function familyOfToken(db: Executor, token: string): Promise<string | undefined> {
  const [row] = await db
    .select({ sessionId: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashOfSecret(token)));
  return row?.sessionId;
}

export type SpentRefreshToken =
  /** It was the current one; from now on the new one is. */
  | { readonly kind: 'rotated'; readonly token: string; readonly hash: Buffer }
  /** It was spent a moment ago and its successor was never used: the same one again. */
  | { readonly kind: 'replayed'; readonly token: string }
  | { readonly kind: 'reused' };

/** The caller holds the family's row: of uses at once the later ones find what the first did. */
export async function spendRefreshToken(
  db: Executor,
  token: string,
  policy: Policy,
): Promise<SpentRefreshToken> {
  const tokenHash = hashOfSecret(token);
  const [row] = await db
    .select({
      sessionId: refreshTokens.sessionId,
      parentHash: refreshTokens.parentHash,
      usedAt: refreshTokens.usedAt,
      sealed: refreshTokens.successorSealed,
      successorUsed: sql<boolean>`${refreshTokens.successorUsedAt} is not null`,
      late: sql<boolean>`${refreshTokens.usedAt} <= ${ago(policy.refreshReplayPeriod)}`,
    })
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, tokenHash));
  if (!row) throw new Error('the refresh token is gone');
  if (!row.usedAt) return rotate(db, token, { ...row, tokenHash });
  if (row.successorUsed || row.late || !row.sealed) return { kind: 'reused' };
  const successor = openWith(keyOf(token), row.sealed, row.sessionId);
  return successor === undefined ? { kind: 'reused' } : { kind: 'replayed', token: successor };
}

async function rotate(
  db: Executor,
  token: string,
  of: { readonly tokenHash: Buffer; readonly parentHash: Buffer | null; readonly sessionId: string },
): Promise<SpentRefreshToken> {
  const { tokenHash, parentHash, sessionId } = of;
  const successor = newToken('ref');
  const hash = hashOfSecret(successor);
  await db
    .update(refreshTokens)
    .set({ usedAt: sql`now()`, successorSealed: sealWith(keyOf(token), successor, sessionId) })
    .where(eq(refreshTokens.tokenHash, tokenHash));
  if (parentHash)
    await db
      .update(refreshTokens)
      .set({ successorUsedAt: sql`now()`, successorSealed: null })
      .where(and(eq(refreshTokens.tokenHash, parentHash), isNull(refreshTokens.successorUsedAt)));
  await db.insert(refreshTokens).values({ tokenHash: hash, sessionId, parentHash: tokenHash });
  return { kind: 'rotated', token: successor, hash };
}
