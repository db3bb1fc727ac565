/** Signing in with a code from a mail, in the browser that asked for it: as good as a password, and no second factor (docs/security.md K14). */

import type { Transaction } from '../../../db/client';
import { lockByEmail } from '../../account/store';
import { sourceOf } from '../../address';
import type { EmailCode } from '../../email-code/store';
import { ok, type Result, refused } from '../../result';
import { readMailedCode } from '../../typed/code';
import { type AnonymousContext, concerning, inTransaction } from '../context';
import { askerKey, signInKey } from '../steps/keys';
import { type EmailCodeRefusal, proveEmailCode } from '../steps/prove-email-code';
import { record } from '../steps/record';
import { admitSource, releaseSource } from './admit-source';
import { afterFirstFactor } from './after-first-factor';
import type { LaterArrival } from './arrival';
import { lookUpEmailCode } from './ask-email-code';
import type { SignedIn } from './establish-session';

export type CodeSignInInput = LaterArrival & {
  /** What this browser kept since it asked. */
  readonly held: unknown;
  readonly code: string;
};

/** `pending`: what the browser keeps until the second factor has come; it opens nothing. */
export type CodeSignInResult = Result<SignedIn, EmailCodeRefusal | 'not_a_code' | 'second_factor_needed'> & {
  readonly triesLeft?: number;
  readonly pending?: string;
};

/** The same work for an address without an account, whose codes are in no mail. */
export async function signInByCode(
  from: AnonymousContext,
  input: CodeSignInInput,
): Promise<CodeSignInResult> {
  const found = await lookUpEmailCode(from, input.held);
  if (found.kind === 'over') return refused('code_over');
  const { email } = found.code;
  const ctx = concerning(from, email);
  const typed = readMailedCode(input.code);
  if (typed === undefined) return refused('not_a_code');
  const admission = await admitSource(ctx, sourceOf(ctx.request?.ip), signInKey(email));
  if ('ok' in admission) return admission;
  const countKey = await askerKey(ctx, { email, deviceHash: input.deviceHash });
  const result = await inTransaction(ctx, (tx) =>
    attempt(ctx, tx, { ...input, code: typed }, { waiting: found.code, countKey }),
  ).catch(async (fault) => {
    await releaseSource(ctx, admission);
    throw fault;
  });
  // Nobody has failed at anything where the code was right, or where nobody has looked at it.
  if (result.ok || result.reason !== 'wrong_code') await releaseSource(ctx, admission);
  return result;
}

/** One transaction: the try, the code and the session are there together, and a refused try stays counted. */
async function attempt(
  ctx: AnonymousContext,
  tx: Transaction,
  { held, code, evidence, carried, deviceHash }: CodeSignInInput,
  { waiting, countKey }: { waiting: EmailCode; countKey: string },
): Promise<CodeSignInResult> {
  const { email, remembered } = waiting;
  // Before the row of the code, as whatever happens to an account does it: neither waits for the other for ever.
  const account = await lockByEmail(tx, email);
  const userId = account?.id;
  const given = { held, code, countKey, userId, email, purpose: 'sign_in' } as const;
  const proven = await proveEmailCode(ctx, tx, given);
  if (!proven.ok) {
    if (proven.reason === 'wrong_code') await recordWrong(ctx, tx, userId, proven.triesLeft);
    return proven;
  }
  if (!account) return refused('code_over');
  const who = { userId: account.id, remembered, evidence, carried, deviceHash };
  const passed = await afterFirstFactor(ctx, tx, who, { method: 'email_code', failures: 0 });
  if (!passed) return refused('code_over');
  return passed.kind === 'established'
    ? ok({ ...passed.established, userId: account.id })
    : { ...refused('second_factor_needed'), pending: passed.pending };
}

const recordWrong = (
  ctx: AnonymousContext,
  tx: Transaction,
  userId: string | undefined,
  triesLeft = 0,
): Promise<void> =>
  record(ctx, tx, { event: 'sign_in_code_fail', outcome: 'failure', userId, data: { triesLeft } });
