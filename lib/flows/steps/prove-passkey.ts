/** Whether what a browser sent is the answer of one of the person's passkeys to the question that was asked in this very place. */

import type { Transaction } from '../../../db/client';
import { forgetFactorFailures } from '../../account/assurance';
import { readAssertion, verifyAssertion } from '../../passkey/answer';
import { type ChallengeFor, spendChallenge } from '../../passkey/challenge';
import { type FoundPasskey, findPasskey, notePasskeyUse } from '../../passkey/store';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { record } from './record';
import { notLost } from './stop-factor-reset';

export type PasskeyRefusal = 'passkey_refused';

/** Whose passkey answers, if it is one of ours: read before its person's row is held. Says nothing of whether it answers well. */
export async function passkeyOf(ctx: AnonymousContext, answer: unknown): Promise<FoundPasskey | undefined> {
  const read = readAssertion(answer);
  return read && findPasskey(ctx.db, read.response.id);
}

/**
 * Runs in the caller's transaction, with the person's row held. The question is used up whatever the answer is worth; an
 * answer cannot be guessed, so wrong ones are not counted against the codes of the account.
 */
export async function provePasskey(
  ctx: AnonymousContext,
  tx: Transaction,
  {
    answer,
    asked,
    userId,
  }: { readonly answer: unknown; readonly asked: ChallengeFor; readonly userId: string },
): Promise<Result<void, PasskeyRefusal>> {
  const read = readAssertion(answer);
  if (!read || !(await spendChallenge(tx, read.challenge, asked, ctx.policy.passkeyChallengeLifetime)))
    return refused('passkey_refused');
  const passkey = await findPasskey(tx, read.response.id);
  // Someone else's is as unknown as one that never was.
  if (passkey?.userId !== userId) return refused('passkey_refused');
  const counter = await verifyAssertion(read, passkey);
  const why = await faultOf(tx, passkey, counter);
  if (why) {
    await record(ctx, tx, { event: 'passkey_fail', outcome: 'failure', userId, reason: why });
    return refused('passkey_refused');
  }
  await forgetFactorFailures(tx, userId);
  await notLost(ctx, tx, userId);
  return ok(undefined);
}

/** `copied`: the counter did not grow, so there are two of this passkey, and this one may be the thief's. */
async function faultOf(
  tx: Transaction,
  passkey: FoundPasskey,
  counter: number | undefined,
): Promise<'not_verified' | 'copied' | undefined> {
  if (counter === undefined) return 'not_verified';
  return (await notePasskeyUse(tx, passkey.id, counter)) ? undefined : 'copied';
}
