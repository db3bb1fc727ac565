/** Recovery codes: a set at a time, each once, stored as hashes alone (docs/security.md K6). */

import { randomBytes } from 'node:crypto';
import { and, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { recoveryCodes } from '../../db/schema/recovery-codes';
import { sha256 } from '../crypto';
import { bareRecoveryCode, recoveryAlphabet, recoveryLength } from '../typed/code';

const groupLength = 4;

/** 24 characters of five random bits each: 120 bits, so that a fast hash is enough. */
export function newRecoveryCode(): string {
  const text = [...randomBytes(recoveryLength)].map((byte) => recoveryAlphabet[byte % 32]).join('');
  return text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? text;
}

const hashOf = (code: string) => sha256(`recovery-code:${bareRecoveryCode(code)}`);

/** The old set is dead from here on. Returns the new one, which can be read at no other time. */
export async function replaceRecoveryCodes(db: Executor, userId: string, count: number): Promise<string[]> {
  await removeRecoveryCodes(db, userId);
  const codes = Array.from({ length: count }, newRecoveryCode);
  await db.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashOf(code) })));
  return codes;
}

/** All of them, or those that were made since; returns how many went. */
export async function removeRecoveryCodes(db: Executor, userId: string, since?: Date): Promise<number> {
  const rows = await db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), since ? gte(recoveryCodes.createdAt, since) : undefined))
    .returning({ id: recoveryCodes.id });
  return rows.length;
}

/** One statement: of two at once one wins. */
export async function spendRecoveryCode(db: Executor, userId: string, code: string): Promise<boolean> {
  const rows = await db
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashOf(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return rows.length > 0;
}

export const recoveryCodesLeft = (db: Executor, userId: string): Promise<number> =>
  db.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
