/** Codes asked for by mail: a row for every address, minutes of life, a few tries, one use, one browser. */

import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { emailCodes } from '../../db/schema/email-codes';
import { sinceEveryoneLeft } from '../../db/schema/platform';
import { env } from '../config/env';
import type { Policy } from '../config/policy';
import { hashOfSecret, newSecret } from '../secret';
import { fitsCode, macOfCode, newEmailCode } from './code';

export type CodePurpose = 'sign_in' | 'step_up';

export type NewEmailCode = {
  readonly email: string;
  readonly purpose: CodePurpose;
  /** The session that wants fresh proof. */
  readonly sessionId?: string;
  readonly remembered: boolean;
};

export type EmailCode = Pick<NewEmailCode, 'email' | 'remembered'> & { readonly id: string };

export type FoundEmailCode =
  | { readonly kind: 'waiting'; readonly code: EmailCode }
  | { readonly kind: 'over'; readonly why: 'too_late' | 'too_many_tries' | 'unknown' };

const secrets = () => env().sessionSecrets;
const { id, email, remembered, purpose, codeMac, createdAt, tries, usedAt } = emailCodes;

/** A code from before everyone was signed out never counts, even if it hasn't been removed. */
const isYoung = ({ emailCodeLifetime }: Policy) =>
  sql<boolean>`(${createdAt} > ${ago(emailCodeLifetime)} and ${sinceEveryoneLeft(createdAt)})`;
const isOpen = (policy: Policy) => and(isNull(usedAt), lt(tries, policy.emailCodeTries), isYoung(policy));

/** Returns the secret for the cookie, which is stored nowhere, and the id of the row. There is no code yet. */
export async function addEmailCode(
  db: Executor,
  asked: NewEmailCode,
): Promise<{ secret: string; id: string }> {
  const secret = newSecret();
  const [row] = await db
    .insert(emailCodes)
    .values({ ...asked, secretHash: hashOfSecret(secret) })
    .returning({ id });
  if (!row) throw new Error('the row was not written');
  return { secret, id: row.id };
}

/** Makes the code, for the mail that goes out now; an earlier one of the same row is dead. Undefined where it is too late for one. */
export async function mintEmailCode(
  db: Executor,
  of: Pick<NewEmailCode, 'email' | 'purpose'> & { readonly id: string },
  policy: Policy,
): Promise<string | undefined> {
  const code = newEmailCode();
  const rows = await db
    .update(emailCodes)
    .set({ codeMac: macOfCode(of.id, code, secrets()) })
    .where(and(eq(id, of.id), eq(email, of.email), eq(purpose, of.purpose), isOpen(policy)))
    .returning({ id });
  return rows.length > 0 ? code : undefined;
}

/** Uses nothing up. One that was used is as unknown as one that never was. */
export async function findEmailCode(
  db: Executor,
  secret: string,
  forPurpose: CodePurpose,
  policy: Policy,
): Promise<FoundEmailCode> {
  const [row] = await db
    .select({ id, email, remembered, tries, young: isYoung(policy) })
    .from(emailCodes)
    .where(and(eq(emailCodes.secretHash, hashOfSecret(secret)), eq(purpose, forPurpose), isNull(usedAt)));
  if (!row) return { kind: 'over', why: 'unknown' };
  const { young, tries: taken, ...code } = row;
  if (taken >= policy.emailCodeTries) return { kind: 'over', why: 'too_many_tries' };
  return young ? { kind: 'waiting', code } : { kind: 'over', why: 'too_late' };
}

export type Held = {
  /** What the browser holds. */
  readonly secret: string;
  readonly email: string;
  readonly purpose: CodePurpose;
  readonly sessionId?: string;
};

export type Try = { readonly id: string; readonly codeMac: Buffer | null; readonly triesLeft: number };

/** Counts a try before the code is looked at, so that tries at once share none. Undefined when it is over, or not this browser's. */
export async function takeCodeTry(db: Executor, held: Held, policy: Policy): Promise<Try | undefined> {
  const { secret, sessionId } = held;
  const [row] = await db
    .update(emailCodes)
    .set({ tries: sql`${tries} + 1` })
    .where(
      and(
        eq(emailCodes.secretHash, hashOfSecret(secret)),
        eq(email, held.email),
        eq(purpose, held.purpose),
        sessionId === undefined ? isNull(emailCodes.sessionId) : eq(emailCodes.sessionId, sessionId),
        isOpen(policy),
      ),
    )
    .returning({ id, codeMac, tries });
  return row && { id: row.id, codeMac: row.codeMac, triesLeft: policy.emailCodeTries - row.tries };
}

/** Whether it is the code of this row; then it is used up, by one statement. */
export async function spendEmailCode(db: Executor, of: Try, code: string): Promise<boolean> {
  if (!fitsCode(code, of, secrets())) return false;
  const rows = await db
    .update(emailCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(id, of.id), isNull(usedAt)))
    .returning({ id });
  return rows.length > 0;
}

/** What happened to an account happened to the codes of its addresses, too. */
export async function removeEmailCodesOf(db: Executor, emails: readonly string[]): Promise<void> {
  await db.delete(emailCodes).where(inArray(email, [...emails]));
}

/** Nobody gets in with a code that was asked for before now. */
export async function removeEveryEmailCode(db: Executor): Promise<void> {
  await db.delete(emailCodes);
}
