/** Asks the database what a token opens that a program shows: the row decides, at every request, as for a cookie. */

import { findClient, ownAudience } from '../../config/clients';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { limitsOf } from '../../config/policy';
import type { Scope } from '../../config/scopes';
import { tokenKindOf } from '../../opaque-token';
import { type FoundApp, findApp } from '../../session/app';
import type { EndReason } from '../../session/reasons';
import { judge } from '../../session/verdict';
import { verifyCompact } from '../../signing-key/ring';
import {
  type AccessClaims,
  accessTokenType,
  faultOfClaims,
  parseAccessClaims,
  scopesOf,
} from '../../token-family/access-token';
import type { Bearer, Caller, PooledContext } from '../context';
import { callerOf } from '../steps/caller-of';
import { resumeKey } from './resume-key';

export type BearerCaller = Caller & { readonly bearer: Bearer };

export type ResumedBearer =
  | {
      readonly kind: 'active';
      readonly caller: BearerCaller;
      readonly touchDue: boolean;
      /** The key that the token is bound to: it counts only with a proof of that key (RFC 9449). */
      readonly proofKey: string | null;
    }
  /** Its row has ended, or is over. */
  | { readonly kind: 'ended'; readonly reason: EndReason | 'expired' | 'revoked' }
  /** Never ours, forged, for another service, or too old. `why` is for developers; it tells nothing about anybody. */
  | {
      readonly kind: 'invalid';
      readonly why: string;
      /** We signed it: it is no guess. */
      readonly genuine?: true;
    };

type Asked = { readonly organization?: { readonly slug: string } };

/** Throws when the database is away, which is never "invalid". */
export async function resumeBearer(
  ctx: PooledContext,
  token: string,
  asked: Asked = {},
): Promise<ResumedBearer> {
  const kind = tokenKindOf(token);
  if (kind === 'pat' || kind === 'svc')
    return isOn('apiKeys') ? resumeKey(ctx, token, asked.organization) : invalid('it is no key of ours');
  if (kind) return invalid('it is not an access token');
  return isOn('tokens') ? resumeApp(ctx, token, asked) : invalid('it is not a key');
}

const invalid = (why: string): ResumedBearer => ({ kind: 'invalid', why });

async function resumeApp(ctx: PooledContext, token: string, { organization }: Asked): Promise<ResumedBearer> {
  const claims = parseAccessClaims(await verifyCompact(ctx, accessTokenType, token));
  if (!claims) return invalid('it is malformed, or was not signed by us');
  // What a service has for itself is for other services.
  if (!claims.sid) return invalid('it is not for this API');
  const found = await findApp(ctx.db, claims.sid, organization);
  if (!found) return { kind: 'ended', reason: 'revoked' };
  const why = faultOf(claims, found, ctx.policy.accessTokenLifetime);
  if (why) return { kind: 'invalid', why, genuine: true };
  const limits = limitsOf(ctx.policy, { remembered: false, role: found.user.role, kind: 'api' });
  const verdict = judge(found, limits, found.now);
  if (verdict.kind === 'ended') return { kind: 'ended', reason: verdict.reason };
  const { clientId, proofKey } = found;
  const bearer: Bearer = { kind: 'app', id: found.id, clientId, scopes: grantedScopes(claims, found) };
  return {
    kind: 'active',
    caller: { ...withoutProof(callerOf(found, verdict)), bearer },
    touchDue: verdict.touchDue,
    proofKey,
  };
}

/**
 * Nothing is ever proven over an API: whatever asks for proof refuses (docs/security.md O14). How the app was signed in to still
 * says whether an organization lets it in.
 */
const withoutProof = (caller: Caller): Caller => ({
  ...caller,
  session: {
    ...caller.session,
    stepUpSecondsLeft: 0,
    sensitive: { ...caller.session.sensitive, stepUpSecondsLeft: 0 },
  },
});

/** Of the person, of the app and of this API, and in time by the database's clock. */
function faultOf(claims: AccessClaims, found: FoundApp, longest: number): string | undefined {
  const expected = { issuer: env().appUrl.origin, audience: `${env().appUrl.origin}${ownAudience}`, longest };
  if (claims.sub !== found.user.id || claims.client_id !== found.clientId)
    return 'it was not signed for this';
  if ((claims.cnf?.jkt ?? null) !== found.proofKey) return 'it is bound to another key';
  if (findClient(found.clientId)?.kind !== 'app') return 'its app is no longer one of ours';
  return faultOfClaims(claims, expected, found.now);
}

/** What the token says, what the app was given, and what the app may be given now. */
function grantedScopes(claims: AccessClaims, found: FoundApp): Scope[] {
  const client = findClient(found.clientId);
  return scopesOf(claims).filter((scope) => found.scopes.includes(scope) && client?.scopes.includes(scope));
}
