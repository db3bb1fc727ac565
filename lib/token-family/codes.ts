/** Authorization codes: one minute, once, for one app at one address (RFC 6749 §4.1). */

import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { authorizationCodes } from '../../db/schema/authorization-codes';
import type { Policy } from '../config/policy';
import { newToken } from '../opaque-token';
import { hashOfSecret } from '../secret';

export type NewCode = {
  readonly clientId: string;
  readonly userId: string;
  /** The browser's session. */
  readonly sessionId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: readonly string[];
};

/** Returns the code; it is stored nowhere. */
export async function mintCode(db: Executor, { scopes, ...code }: NewCode): Promise<string> {
  const text = newToken('cod');
  await db.insert(authorizationCodes).values({ ...code, scopes: [...scopes], codeHash: hashOfSecret(text) });
  return text;
}

export type SpentCode = NewCode & { readonly codeHash: Buffer };

/** One of any number of redemptions at once gets it. It is spent whatever comes after: it was shown. */
export async function spendCode(db: Executor, code: string, policy: Policy): Promise<SpentCode | undefined> {
  const [row] = await db
    .update(authorizationCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(authorizationCodes.codeHash, hashOfSecret(code)),
        isNull(authorizationCodes.usedAt),
        gt(authorizationCodes.createdAt, ago(policy.authorizationCodeLifetime)),
      ),
    )
    .returning();
  return row;
}

export const noteFamily = (db: Executor, codeHash: Buffer, familyId: string) =>
  db.update(authorizationCodes).set({ familyId }).where(eq(authorizationCodes.codeHash, codeHash));

/** What a code was exchanged for before. Undefined where it was not, or never was one. */
export async function familyOfCode(db: Executor, code: string): Promise<string | undefined> {
  const [row] = await db
    .select({ familyId: authorizationCodes.familyId })
    .from(authorizationCodes)
    .where(eq(authorizationCodes.codeHash, hashOfSecret(code)));
  return row?.familyId ?? undefined;
}
