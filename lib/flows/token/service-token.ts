/** A service gets a token for itself, for its one audience: nobody's session, and no refresh token (RFC 6749 §4.4). */

import type { ServiceClient } from '../../config/clients';
import type { PooledContext } from '../context';
import { databaseNow } from './database-now';
import { issueAccessToken, scopesAsked, type TokenAnswer } from './issue-tokens';
import { type OAuthResult, oauthFault } from './oauth-fault';

export async function serviceToken(
  ctx: PooledContext,
  { client, scope }: { readonly client: ServiceClient; readonly scope: string | undefined },
): Promise<OAuthResult<TokenAnswer>> {
  const scopes = scopesAsked(client, scope);
  if (!scopes) return oauthFault('invalid_scope', 'A scope is not among those of this service.');
  const now = await databaseNow(ctx.db);
  return { ok: true, value: await issueAccessToken(ctx, { client, subject: client.id, scopes, now }) };
}
