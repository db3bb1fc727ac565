/** The grants of the token endpoint, each with the fields that it needs. A closed list. */

import 'server-only';
import type { Client } from '../../config/clients';
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

type Grant = (
  ctx: PooledContext,
  asked: { readonly client: Client; readonly form: OAuthForm; readonly proofKey: string | null },
) => Promise<OAuthResult<unknown>>;

const missing = (field: string) => oauthFault('invalid_request', `The field ${field} is missing.`);

/** Signed after the transaction: what takes time holds no row. */
async function answered(
  ctx: PooledContext,
  client: Client,
  done: OAuthResult<HandedOut>,
): Promise<OAuthResult<unknown>> {
  if (!done.ok || !isApp(client)) return done;
  return { ok: true, value: await signedAnswer(ctx, client, done.value) };
}

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: async (ctx, { client, form, proofKey }) => {
    if (!isApp(client)) return notForThisClient;
    if (!form.code) return missing('code');
    if (!form.code_verifier) return missing('code_verifier');
    const input = {
      client,
      code: form.code,
      redirectUri: form.redirect_uri,
      verifier: form.code_verifier,
      proofKey,
    };
    return answered(ctx, client, await exchangeCode(ctx, input));
  },
  refresh_token: async (ctx, { client, form, proofKey }) => {
    if (!isApp(client)) return notForThisClient;
    if (!form.refresh_token) return missing('refresh_token');
    const input = { client, refreshToken: form.refresh_token, scope: form.scope, proofKey };
    return answered(ctx, client, await refreshFamily(ctx, input));
  },
  'urn:ietf:params:oauth:grant-type:device_code': async (ctx, { client, form, proofKey }) => {
    if (!isApp(client) || !client.deviceCode) return notForThisClient;
    if (!form.device_code) return missing('device_code');
    const input = { client, deviceCode: form.device_code, proofKey };
    return answered(ctx, client, await pollForTokens(ctx, input));
  },
  client_credentials: async (ctx, { client, form }) =>
    isService(client) ? serviceToken(ctx, { client, scope: form.scope }) : notForThisClient,
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
  const proven = await provenKey(ctx, request.headers.get('dpop'));
  return proven.ok ? grant(ctx, { client, form, proofKey: proven.value }) : proven;
}
