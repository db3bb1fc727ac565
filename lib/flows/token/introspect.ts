/** Whether a token is good at this moment, for services that would rather ask than verify: the row decides (RFC 7662). */

import type { ServiceClient } from '../../config/clients';
import { findClient } from '../../config/clients';
import { limitsOf } from '../../config/policy';
import { findApp } from '../../session/app';
import { judge } from '../../session/verdict';
import { verifyCompact } from '../../signing-key/ring';
import {
  type AccessClaims,
  accessTokenType,
  faultOfClaims,
  parseAccessClaims,
} from '../../token-family/access-token';
import type { PooledContext } from '../context';
import { databaseNow } from './database-now';
import { audienceOf, issuer } from './issue-tokens';

export type Introspection =
  | { readonly active: false }
  | (AccessClaims & { readonly active: true; readonly token_type: string });

const inactive = { active: false } as const;

/** What was issued for this service's own audience. Of anything else, and of any other kind of token, it says `active: false`. */
export async function introspect(
  ctx: PooledContext,
  { client, token }: { readonly client: ServiceClient; readonly token: string },
): Promise<Introspection> {
  const claims = parseAccessClaims(await verifyCompact(ctx, accessTokenType, token));
  if (!claims) return inactive;
  const expected = {
    issuer: issuer(),
    audience: audienceOf(client),
    longest: ctx.policy.accessTokenLifetime,
  };
  const now = claims.sid ? await nowWhileAlive(ctx, claims, claims.sid) : await nowOfService(ctx, claims);
  if (!now || faultOfClaims(claims, expected, now)) return inactive;
  return { ...claims, active: true, token_type: claims.cnf ? 'DPoP' : 'Bearer' };
}

async function nowWhileAlive(
  ctx: PooledContext,
  claims: AccessClaims,
  sid: string,
): Promise<Date | undefined> {
  const found = await findApp(ctx.db, sid);
  if (!found || found.user.id !== claims.sub || found.clientId !== claims.client_id) return undefined;
  if (findClient(found.clientId)?.kind !== 'app') return undefined;
  const limits = limitsOf(ctx.policy, { remembered: false, role: found.user.role, kind: 'api' });
  return judge(found, limits, found.now).kind === 'active' ? found.now : undefined;
}

const nowOfService = async (ctx: PooledContext, claims: AccessClaims): Promise<Date | undefined> =>
  findClient(claims.client_id)?.kind === 'service' ? databaseNow(ctx.db) : undefined;
