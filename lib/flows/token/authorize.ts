/** An app sends its person here to be signed in; what comes back to it is a code or a word (RFC 6749 §4.1, RFC 9207). */

import { type AppClient, findClient } from '../../config/clients';
import { mintCode } from '../../token-family/codes';
import { isChallenge } from '../../token-family/pkce';
import { isRegistered } from '../../token-family/redirects';
import { inTransaction, type SignedInContext } from '../context';
import { audienceOf, issuer, scopesAsked } from './issue-tokens';
import type { OAuthFaultCode } from './oauth-fault';

/** As the address had them; a name that came twice is undefined and fails. */
export type AuthorizationQuery = Readonly<Partial<Record<(typeof authorizationFields)[number], string>>>;

export const authorizationFields = [
  ...(['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge'] as const),
  ...(['code_challenge_method', 'resource'] as const),
] as const;

export type AskedAuthorization = {
  readonly client: AppClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly challenge: string;
  readonly scopes: readonly string[];
};

export type ReadAuthorization =
  | { readonly kind: 'asked'; readonly asked: AskedAuthorization }
  /** Told to the app, at its registered address. */
  | { readonly kind: 'refused'; readonly backTo: string }
  /** Told to the person: nobody is sent to an address that is not registered to the letter. */
  | { readonly kind: 'unknown'; readonly what: 'client' | 'redirect' };

/** `state` is longer nowhere that we know of. */
const longestState = 1000;

/** Reads without doing anything. */
export function readAuthorization(query: AuthorizationQuery): ReadAuthorization {
  const client = findClient(query.client_id ?? '');
  if (client?.kind !== 'app') return { kind: 'unknown', what: 'client' };
  const { redirect_uri: redirectUri } = query;
  if (!isRegistered(client, redirectUri)) return { kind: 'unknown', what: 'redirect' };
  const state = query.state && query.state.length <= longestState ? query.state : undefined;
  const back = { redirectUri, state };
  const fault = faultOf(client, query);
  if (fault) return { kind: 'refused', backTo: backWithFault(back, ...fault) };
  const scopes = scopesAsked(client, query.scope) ?? [];
  return { kind: 'asked', asked: { ...back, client, challenge: query.code_challenge ?? '', scopes } };
}

function faultOf(client: AppClient, query: AuthorizationQuery): [AuthorizationFault, string] | undefined {
  if (query.response_type !== 'code') return ['unsupported_response_type', 'The only response_type is code.'];
  if (query.code_challenge_method !== 'S256' || !isChallenge(query.code_challenge))
    return ['invalid_request', 'A code_challenge with the method S256 is needed (RFC 7636).'];
  if (query.state !== undefined && query.state.length > longestState)
    return ['invalid_request', 'The state is too long.'];
  if (query.resource !== undefined && query.resource !== audienceOf(client))
    return ['invalid_target', 'The resource is not the one that this app is for.'];
  if (!scopesAsked(client, query.scope)) return ['invalid_scope', 'A scope is not among those of this app.'];
  return undefined;
}

type AuthorizationFault = OAuthFaultCode | 'unsupported_response_type';
type Back = Pick<AskedAuthorization, 'redirectUri' | 'state'>;

/** What is registered stays to the letter; what we add comes behind it. `iss` tells mixed-up apps who answers (RFC 9207). */
function backWith({ redirectUri, state }: Back, answer: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ ...answer, ...(state === undefined ? {} : { state }), iss: issuer() });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}

const backWithFault = (back: Back, error: AuthorizationFault, description: string): string =>
  backWith(back, { error, error_description: description });

export const backWithRefusal = (back: Back): string =>
  backWithFault(back, 'access_denied', 'The person said no.');

/** The person said yes, in this very session. Returns where the app waits, with its code. */
export async function grantCode(ctx: SignedInContext, asked: AskedAuthorization): Promise<string> {
  const { client, redirectUri, challenge, scopes } = asked;
  const code = await inTransaction(ctx, (tx) =>
    mintCode(tx, {
      clientId: client.id,
      userId: ctx.user.id,
      sessionId: ctx.session.id,
      redirectUri,
      challenge,
      scopes,
    }),
  );
  return backWith(asked, { code });
}
