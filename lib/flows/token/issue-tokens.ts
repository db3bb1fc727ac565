/** What an app or a service is handed: an access token signed for one audience, and for an app the refresh token beside it. */

import { type AppClient, type Client, ownAudience } from '../../config/clients';
import { env } from '../../config/env';
import { newSecret } from '../../secret';
import { accessTokenType } from '../../token-family/access-token';
import type { PooledContext } from '../context';
import { signCompact } from '../steps/keyring';

/** The answer of the token endpoint (RFC 6749 §5.1). Lengths in seconds. */
export type TokenAnswer = {
  readonly access_token: string;
  readonly token_type: 'Bearer' | 'DPoP';
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
  readonly iss: string;
};

export const issuer = (): string => env().appUrl.origin;

/** A path stands for our own API. */
export const audienceOf = ({ audience }: Pick<Client, 'audience'>): string =>
  audience === ownAudience ? `${issuer()}${ownAudience}` : audience;

type For = {
  readonly client: Client;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly sessionId?: string;
  readonly proofKey?: string | null;
  /** The database's clock. */
  readonly now: Date;
};

export async function issueAccessToken(
  ctx: PooledContext,
  of: For,
): Promise<Omit<TokenAnswer, 'refresh_token'>> {
  const { client, subject, scopes, sessionId, proofKey, now } = of;
  const iat = Math.floor(now.getTime() / 1000);
  const lifetime = ctx.policy.accessTokenLifetime;
  const scope = scopes.join(' ');
  const claims = {
    iss: issuer(),
    sub: subject,
    aud: audienceOf(client),
    client_id: client.id,
    ...(sessionId ? { sid: sessionId } : {}),
    scope,
    iat,
    exp: iat + lifetime,
    jti: newSecret(),
    ...(proofKey ? { cnf: { jkt: proofKey } } : {}),
  };
  return {
    access_token: await signCompact(ctx, accessTokenType, claims),
    token_type: proofKey ? 'DPoP' : 'Bearer',
    expires_in: lifetime,
    scope,
    iss: issuer(),
  };
}

/** What the app may be given of what it asked for; undefined for a scope that is not its own (RFC 6749 §3.3). */
export function scopesAsked(
  { scopes }: Pick<AppClient, 'scopes'>,
  asked: string | undefined,
): readonly string[] | undefined {
  if (asked === undefined || asked === '') return scopes;
  const named = [...new Set(asked.split(' ').filter(Boolean))];
  return named.every((name) => scopes.some((scope) => scope === name)) ? named : undefined;
}
