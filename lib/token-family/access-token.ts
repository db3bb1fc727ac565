/** Access tokens: what is in them, and what is read out of one whose signature was verified (RFC 9068). Pure but for the signature. */

import { z } from 'zod';
import { isScope, type Scope } from '../config/scopes';

/** The `typ` of the header: nothing else that we sign is taken for an access token (RFC 8725 §3.11). */
export const accessTokenType = 'at+jwt';

/** Both ways, in seconds: for verifiers whose clock is a little off. */
const leeway = 30;

const seconds = z.int().min(0).max(99_999_999_999);

const claims = z.object({
  iss: z.string(),
  /** The person; for what a service has for itself, the client. */
  sub: z.string().min(1).max(200),
  /** One, and never a list: a token that two services take is one that each can use at the other. */
  aud: z.string(),
  client_id: z.string(),
  /** The row in `sessions`; absent in what a service has for itself. */
  sid: z.uuid().optional(),
  scope: z.string(),
  iat: seconds,
  exp: seconds,
  nbf: seconds.optional(),
  jti: z.string().min(1).max(200),
  /** The thumbprint of the key that it is bound to (RFC 9449 §6.1). */
  cnf: z.object({ jkt: z.string() }).optional(),
  /** When the person last proved who they are in the browser, and how strongly: for information alone (RFC 9470 §6). */
  auth_time: seconds.optional(),
  acr: z.string().optional(),
});

export type AccessClaims = z.infer<typeof claims>;

export const parseAccessClaims = (payload: unknown): AccessClaims | undefined =>
  claims.safeParse(payload).data;

type Expected = { readonly issuer: string; readonly audience: string; readonly longest: number };

/** Why it is good for nothing at this moment, in a word for developers; undefined where it is good. `longest`: in seconds. */
export function faultOfClaims(
  token: AccessClaims,
  { issuer, audience, longest }: Expected,
  now: Date,
): string | undefined {
  const at = now.getTime() / 1000;
  if (token.iss !== issuer) return 'the issuer is another one';
  if (token.aud !== audience) return 'the audience is another one';
  if (token.exp + leeway <= at) return 'it has expired';
  if (token.iat - leeway > at || (token.nbf ?? token.iat) - leeway > at) return 'it is not valid yet';
  if (token.exp - token.iat > longest || token.exp <= token.iat) return 'it lives longer than any of ours';
  return undefined;
}

/** What is named there and is known; the rest is nothing. */
export const scopesOf = (token: Pick<AccessClaims, 'scope'>): Scope[] =>
  token.scope.split(' ').filter(isScope);
