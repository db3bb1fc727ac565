/** Asking for a code by mail: to sign in, with the same answer and the same work for every address, or to prove who is there. */

import { isProvenByEmail } from '@/lib/proof';
import { sourceOf } from '../../address';
import { isOn } from '../../config/features';
import { addEmailCode, type CodePurpose, type FoundEmailCode, findEmailCode } from '../../email-code/store';
import { queueMail } from '../../mail/outbox';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { looksLikeSecret } from '../../secret';
import { type AnonymousContext, actor, inTransaction, type SignedInContext } from '../context';
import { askerKey } from '../steps/keys';
import { mailOrigin } from '../steps/mail-origin';
import { record } from '../steps/record';
import { recordLimit } from '../steps/record-limit';
import type { Arrival } from './arrival';

export type AskInput = Pick<Arrival, 'remember' | 'deviceHash'> & {
  readonly email: string;
  /** What this browser holds of an earlier one. */
  readonly held?: unknown;
};

/** What became of the code that this browser asked for; uses nothing up. */
export const lookUpEmailCode = async (
  ctx: AnonymousContext,
  held: unknown,
  purpose: CodePurpose = 'sign_in',
): Promise<FoundEmailCode> =>
  looksLikeSecret(held) && isWanted(purpose)
    ? findEmailCode(ctx.db, held, purpose, ctx.policy)
    : { kind: 'over', why: 'unknown' };

/** Who has no password confirms by email, whether signing in that way is on or not. */
const isWanted = (purpose: CodePurpose) => purpose !== 'sign_in' || isOn('emailedCodes');

/**
 * Returns what the browser keeps until the code has come. Whether there is an account is looked up when the mail is sent,
 * off the path of the answer (ASVS 6.3.8). Beyond the limit per address nothing is sent and nobody is told; the limit per
 * source is told, since it says nothing of an address.
 */
export async function askEmailCode(
  ctx: AnonymousContext,
  input: AskInput,
): Promise<Result<string, 'rate_limited'>> {
  const source = sourceOf(ctx.request?.ip);
  const spent = await spend(ctx, 'email_codes', source);
  if (!spent.ok) {
    await recordLimit(ctx, 'email_codes', source);
    return refused('rate_limited', spent.retryAfterSeconds);
  }
  const { email, remember: remembered, held } = input;
  const mayWrite = (await spend(ctx, 'code_to_address', await askerKey(ctx, input))).ok;
  // A press too many must not make the code useless that is in the person's mail.
  const before = await lookUpEmailCode(ctx, held);
  if (!mayWrite && before.kind === 'waiting' && before.code.email === email) return ok(held as string);
  return inTransaction(ctx, async (tx) => {
    const { secret, id: codeId } = await addEmailCode(tx, { email, purpose: 'sign_in', remembered });
    if (!mayWrite) return ok(secret);
    await record(ctx, tx, { event: 'sign_in_code_requested', outcome: 'success' });
    const facts = { ...mailOrigin(ctx), codeId };
    await queueMail(tx, { kind: 'sign_in_code', recipient: email, facts });
    return ok(secret);
  });
}

/** For someone with neither a password nor a second factor; refused to anyone who has more. The code is good for this very session. */
export async function askStepUpCode(ctx: SignedInContext): Promise<Result<string, 'not_offered'>> {
  const { user, session } = ctx;
  if (!isProvenByEmail(user)) return refused('not_offered');
  return inTransaction(ctx, async (tx) => {
    const { secret, id: codeId } = await addEmailCode(tx, {
      email: user.email,
      purpose: 'step_up',
      sessionId: session.id,
      remembered: session.remembered,
    });
    const data = { for: 'step_up' };
    await record(ctx, tx, { event: 'sign_in_code_requested', outcome: 'success', ...actor(ctx), data });
    const facts = { ...mailOrigin(ctx), codeId };
    await queueMail(tx, { kind: 'step_up_code', recipient: user.email, userId: user.id, facts });
    return ok(secret);
  });
}
