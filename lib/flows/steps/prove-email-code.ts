/** Whether a code is the one that was mailed for this browser: at sign-in and at step-up, under one count for the address. */

import type { Transaction } from '../../../db/client';
import { type Held, spendEmailCode, takeCodeTry } from '../../email-code/store';
import { giveBack, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { looksLikeSecret } from '../../secret';
import type { AnonymousContext } from '../context';
import { recordLimit } from './record-limit';

/** `code_over`: too old, used, out of tries, or not this browser's; nobody has looked at the code. */
export type EmailCodeRefusal = 'wrong_code' | 'code_over' | 'rate_limited';

export type EmailCodeProof = Result<undefined, EmailCodeRefusal> & {
  /** Of this code; zero when it is over now. */
  readonly triesLeft?: number;
};

export type GivenCode = Omit<Held, 'secret'> & {
  readonly held: unknown;
  /** As `readMailedCode` gives it. */
  readonly code: string;
  /** Whose wrong codes are counted: the address, or a browser that its person is known by. */
  readonly countKey: string;
  readonly userId?: string;
};

/**
 * Runs in the caller's transaction, with the person's row held where there is one: what is used up is used up with what it
 * was used for, and a refusal that is returned stays counted. Asking for another code begins no new count for the address.
 */
export async function proveEmailCode(
  ctx: AnonymousContext,
  tx: Transaction,
  { held, code, countKey, userId, ...of }: GivenCode,
): Promise<EmailCodeProof> {
  if (!looksLikeSecret(held)) return refused('code_over');
  const counting = { db: tx, policy: ctx.policy };
  const spent = await spend(counting, 'email_code_failures', countKey);
  if (!spent.ok) {
    await recordLimit({ ...ctx, db: tx }, 'email_code_failures', countKey, { userId });
    return refused('rate_limited', spent.retryAfterSeconds);
  }
  const tried = await takeCodeTry(tx, { ...of, secret: held }, ctx.policy);
  const right = tried !== undefined && (await spendEmailCode(tx, tried, code));
  if (!tried || right) await giveBack(counting, 'email_code_failures', countKey);
  if (!tried) return refused('code_over');
  return right ? ok(undefined) : { ...refused('wrong_code'), triesLeft: tried.triesLeft };
}
