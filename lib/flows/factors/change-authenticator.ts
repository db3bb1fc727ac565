/** Setting up an authenticator app, turning it on with its first code, and removing it. */

import { setAssurance } from '../../account/assurance';
import { ok, type Result, refused } from '../../result';
import {
  abandonAuthenticator,
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
} from '../../second-factor/authenticator';
import { keyWords, setupUri } from '../../second-factor/totp';
import { hasNotEnded } from '../../session/store';
import { readAuthenticatorCode } from '../../typed/code';
import { needsProof, type SignedInContext } from '../context';
import { settleFactors } from '../steps/settle-factors';
import { type ChangeRefusal, changeFactors, type FactorsChanged, type Where } from './change-factors';

export type Setup = {
  /** For the QR code. */
  readonly uri: string;
  /** The same key, to be typed. */
  readonly key: string;
};

/** The key is shown with this answer and never again; asking once more makes another one. It protects nothing until it is confirmed. */
export async function startAuthenticator(
  ctx: SignedInContext,
): Promise<Result<Setup, 'already_on' | 'proof_needed' | 'session_ended'>> {
  if (needsProof(ctx, 'recent')) return refused('proof_needed');
  if (!(await hasNotEnded(ctx.db, ctx.session.id))) return refused('session_ended');
  const seed = await beginAuthenticator(ctx.db, ctx.user.id);
  return seed ? ok({ uri: setupUri(seed, ctx.user.email), key: keyWords(seed) }) : refused('already_on');
}

/** The key that was shown is of no use any more. One that is on stays on. */
export const cancelAuthenticator = ({ db, user }: SignedInContext): Promise<void> =>
  abandonAuthenticator(db, user.id);

/** From here on the account is worth two factors, and so is this session. */
export const turnOnAuthenticator = (
  ctx: SignedInContext,
  input: Where & { readonly code: string },
): Promise<Result<FactorsChanged<void>, 'wrong_code' | 'not_a_code' | 'not_started' | ChangeRefusal>> =>
  changeFactors(
    ctx,
    input,
    { event: 'factor_added', proven: 'totp' },
    async (tx, { id }): Promise<Result<void, 'wrong_code' | 'not_a_code' | 'not_started'>> => {
      const code = readAuthenticatorCode(input.code);
      if (code === undefined) return refused('not_a_code');
      const outcome = await confirmAuthenticator(tx, id, code, ctx.policy.authenticatorSetupLifetime);
      if (outcome !== 'on') return refused(outcome === 'none' ? 'not_started' : outcome);
      await setAssurance(tx, id, 2);
      return ok(undefined);
    },
  );

/** Without any factor left recovery codes recover nothing, so they go with the last. */
export const turnOffAuthenticator = (
  ctx: SignedInContext,
  input: Where,
): Promise<Result<FactorsChanged<void>, 'not_on' | ChangeRefusal>> =>
  changeFactors(
    ctx,
    input,
    { event: 'factor_removed' },
    async (tx, { id }): Promise<Result<void, 'not_on'>> => {
      if (!(await removeAuthenticator(tx, id))) return refused('not_on');
      await settleFactors(tx, id);
      return ok(undefined);
    },
  );
