/** Signing in with a passkey alone: it is both factors at once, and says by itself who is there. */

import { opensToSignIn } from '../../account/state';
import { lockIfThere } from '../../account/store';
import { byPasskey } from '../../proof';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, concerning, inTransaction } from '../context';
import { askedToSignIn } from '../steps/asked-passkey';
import { type PasskeyRefusal, passkeyOf, provePasskey } from '../steps/prove-passkey';
import { record } from '../steps/record';
import { welcome } from './after-first-factor';
import type { Arrival } from './arrival';
import { establishSession, type SignedIn } from './establish-session';

export type PasskeySignIn = Arrival & {
  /** The JSON that the page got from the passkey. */
  readonly answer: unknown;
  readonly deviceHash: Buffer;
};

/** Unknown, removed, closed and wrong get the same words. */
export async function signInWithPasskey(
  from: AnonymousContext,
  input: PasskeySignIn,
): Promise<Result<SignedIn, PasskeyRefusal>> {
  const { answer, deviceHash, remember: remembered, evidence, carried } = input;
  const passkey = await passkeyOf(from, answer);
  if (!passkey) return refused('passkey_refused');
  const ctx = concerning(from, passkey.userId);
  return inTransaction(ctx, async (tx): Promise<Result<SignedIn, PasskeyRefusal>> => {
    const { userId } = passkey;
    const account = await lockIfThere(tx, userId);
    if (!account) return refused('passkey_refused');
    const given = await provePasskey(ctx, tx, { answer, asked: askedToSignIn({ deviceHash }), userId });
    if (!given.ok) return given;
    if (!opensToSignIn(account)) {
      await record(ctx, tx, { event: 'passkey_fail', outcome: 'failure', userId, reason: 'closed' });
      return refused('passkey_refused');
    }
    const proof = byPasskey;
    const established = await establishSession(ctx, tx, {
      userId,
      proof,
      remembered,
      evidence,
      carried,
      deviceHash,
    });
    if (!established) return refused('passkey_refused');
    await welcome(ctx, tx, account, { established, failures: 0 });
    return ok({ ...established, userId });
  });
}
