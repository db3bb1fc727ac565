/** An app exchanges what it was sent back with for tokens: once, by the app that began it, at the address it began with (RFC 6749 §4.1.3, RFC 7636 §4.6). */

import type { AppClient } from '../../config/clients';
import { tokenKindOf } from '../../opaque-token';
import { holdFamily } from '../../session/app';
import { familyOfCode, noteFamily, spendCode } from '../../token-family/codes';
import { fitsChallenge } from '../../token-family/pkce';
import { inTransaction, type PooledContext } from '../context';
import { endForReuse } from '../steps/end-family';
import { beginFamily } from './begin-family';
import { type HandedOut, handOut } from './hand-out';
import { type OAuthResult, oauthFault } from './oauth-fault';

type Input = {
  readonly client: AppClient;
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly verifier: string | undefined;
  readonly proofKey: string | null;
};

/** The same for whatever may be wrong with it: nobody learns which. */
const noGood = oauthFault(
  'invalid_grant',
  'The code is wrong, used, expired, or was given to another app, address or code_verifier.',
);

export async function exchangeCode(ctx: PooledContext, input: Input): Promise<OAuthResult<HandedOut>> {
  if (tokenKindOf(input.code) !== 'cod') return noGood;
  return inTransaction(ctx, async (tx): Promise<OAuthResult<HandedOut>> => {
    const { client, code, proofKey } = input;
    const granted = await spendCode(tx, code, ctx.policy);
    if (!granted) {
      const family = await familyOfCode(tx, code);
      const held = family && (await holdFamily(tx, family, ctx.policy));
      if (held && !held.over) await endForReuse(ctx, tx, held, 'authorization_code');
      return noGood;
    }
    if (granted.clientId !== client.id || granted.redirectUri !== input.redirectUri) return noGood;
    if (!fitsChallenge(input.verifier, granted.challenge)) return noGood;
    const begun = await beginFamily(ctx, tx, { client, granted, proofKey });
    if (!begun) return noGood;
    await noteFamily(tx, granted.codeHash, begun.id);
    return handOut(tx, { ...begun, userId: granted.userId, scopes: granted.scopes, proofKey });
  });
}
