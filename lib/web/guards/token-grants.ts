/** The grants of the token endpoint, each with the fields that it needs. A closed list. */

import 'server-only';
import type { AppClient, Client } from '../../config/clients';
import { env } from '../../config/env';
import type { PooledContext } from '../../flows/context';
import { checkProof } from '../../flows/token/check-proof';
import { pollForTokens } from '../../flows/token/device-sign-in';
import { exchangeCode } from '../../flows/token/exchange-code';
import { type HandedOut, signedAnswer } from '../../flows/token/hand-out';
import { audienceOf } from '../../flows/token/issue-tokens';
import { type OAuthResult, oauthFault } from '../../flows/token/oauth-fault';
import { refreshFamily } from '../../flows/token/refresh';
import { serviceToken } from '../../flows/token/service-token';
import type { OAuthForm } from './client-authentication';
import { isApp, isService, notForThisClient, type OAuthRequest } from './oauth-route';

type Asked = { readonly client: Client; readonly form: OAuthForm; readonly proofKey: string | null };

type Grant = {
  readonly by: (client: Client) => boolean;
  /** Without them nothing else is looked at. */
  readonly fields: readonly string[];
  readonly hands: (ctx: PooledContext, asked: Asked) => Promise<OAuthResult<unknown>>;
};

const missing = (field: string) => oauthFault('invalid_request', `The field ${field} is missing.`);

type OfApp = { readonly client: AppClient; readonly form: OAuthForm; readonly proofKey: string | null };

/** Signed after the transaction: what takes time holds no row. */
const toApp =
  (decide: (ctx: PooledContext, asked: OfApp) => Promise<OAuthResult<HandedOut>>): Grant['hands'] =>
  async (ctx, { client, form, proofKey }) => {
    if (!isApp(client)) return notForThisClient;
    const done = await decide(ctx, { client, form, proofKey });
    return done.ok ? { ok: true, value: await signedAnswer(ctx, client, done.value) } : done;
  };

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: {
    by: isApp,
    fields: ['code', 'code_verifier'],
    hands: toApp((ctx, { client, form, proofKey }) => {
      const { code = '', redirect_uri: redirectUri, code_verifier: verifier } = form;
      return exchangeCode(ctx, { client, code, redirectUri, verifier, proofKey });
    }),
  },
  refresh_token: {
    by: isApp,
    fields: ['refresh_token'],
    hands: toApp((ctx, { client, form, proofKey }) => {
      const { refresh_token: refreshToken = '', scope } = form;
      return refreshFamily(ctx, { client, refreshToken, scope, proofKey });
    }),
  },
  'urn:ietf:params:oauth:grant-type:device_code': {
    by: (client) => isApp(client) && client.deviceCode,
    fields: ['device_code'],
    hands: toApp((ctx, { client, form, proofKey }) =>
      pollForTokens(ctx, { client, deviceCode: form.device_code ?? '', proofKey }),
    ),
  },
  client_credentials: {
    by: isService,
    fields: [],
    hands: async (ctx, { client, form }) =>
      isService(client) ? serviceToken(ctx, { client, scope: form.scope }) : notForThisClient,
  },
};

export const grantTypes = Object.keys(grants);

/** The key that the client holds, where it shows one: what it gets is bound to it (RFC 9449 §5). */
async function provenKey(ctx: PooledContext, proof: string | null): Promise<OAuthResult<string | null>> {
  if (proof === null) return { ok: true, value: null };
  const url = `${env().appUrl.origin}/api/oauth/token`;
  const checked = await checkProof(ctx, { proof, method: 'POST', url });
  return checked.ok
    ? { ok: true, value: checked.thumbprint }
    : oauthFault('invalid_dpop_proof', `The DPoP proof is no good: ${checked.why}.`);
}

export async function grantTokens(
  ctx: PooledContext,
  { client, form, request }: OAuthRequest,
): Promise<OAuthResult<unknown>> {
  if (form.grant_type === undefined) return missing('grant_type');
  const grant = Object.hasOwn(grants, form.grant_type) ? grants[form.grant_type] : undefined;
  if (!grant)
    return oauthFault('unsupported_grant_type', `The grant_type is none of ${grantTypes.join(', ')}.`);
  if (form.resource !== undefined && form.resource !== audienceOf(client))
    return oauthFault('invalid_target', 'The resource is not the one that this client is for.');
  if (!grant.by(client)) return notForThisClient;
  const absent = grant.fields.find((field) => form[field] === undefined);
  if (absent) return missing(absent);
  const proven = await provenKey(ctx, request.headers.get('dpop'));
  return proven.ok ? grant.hands(ctx, { client, form, proofKey: proven.value }) : proven;
}
