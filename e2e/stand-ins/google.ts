/** A stand-in for Google: a certified OpenID provider on this machine, with a page of its own to sign in. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdapterPayload, Configuration, default as Provider } from 'oidc-provider';
import { askWho, formOf, personOf, type StandIn, serve } from './page';

const secret = () => randomBytes(24).toString('base64url');

export async function startGoogle(): Promise<StandIn> {
  const client = { clientId: 'app.google-stand-in.example', clientSecret: secret() };
  const make = await quietly(() => import('oidc-provider'));
  const server = await serve((url) => {
    const provider = providerAt(make.default, url, client);
    const rest = provider.callback();
    return (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void rest(request, response);
      interact(provider, request, response).catch(() => {
        response.statusCode = 400;
        response.end();
      });
    };
  });
  return { ...client, ...server };
}

/** It says on the console for which versions of Node it is made, and that it keeps everything in memory, as it should here. */
async function quietly<Value>(doing: () => Promise<Value>): Promise<Value> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await doing();
  } finally {
    console.warn = warn;
  }
}

function providerAt(
  Make: typeof Provider,
  url: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Provider {
  const provider = new Make(url, {
    ...configuration(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: ['http://localhost/sign-in/callback/google'],
      },
    ],
  });
  // The servers under test take whatever port is free.
  provider.Client.prototype.redirectUriAllowed = (address: string) =>
    /^http:\/\/localhost:\d+\/sign-in\/callback\/google$/.test(address);
  return provider;
}

function configuration(): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: [secret()] },
    adapter: Memory,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // As Google does it: in the ID token itself.
    conformIdTokenClaims: false,
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_ctx, accountId) => {
      const { address, name, verified } = personOf(accountId.replace(/^person:/, ''));
      const claims = { sub: accountId, email: address, email_verified: verified, name };
      return { accountId, claims: () => claims };
    },
  };
}

/** Everything it keeps, by kind and id; its own would warn that a restart loses it. */
class Memory {
  private static readonly kept = new Map<string, AdapterPayload>();
  constructor(private readonly kind: string) {}
  private at = (id: string) => `${this.kind}:${id}`;
  private by = async (name: 'uid' | 'userCode', value: string) =>
    [...Memory.kept].find(([key, one]) => key.startsWith(this.at('')) && one[name] === value)?.[1];
  find = async (id: string) => Memory.kept.get(this.at(id));
  findByUid = (uid: string) => this.by('uid', uid);
  findByUserCode = (code: string) => this.by('userCode', code);
  upsert = async (id: string, payload: AdapterPayload) => void Memory.kept.set(this.at(id), payload);
  destroy = async (id: string) => void Memory.kept.delete(this.at(id));
  async consume(id: string) {
    Object.assign(Memory.kept.get(this.at(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) });
  }
  async revokeByGrantId(grantId: string) {
    for (const [key, one] of Memory.kept) if (one.grantId === grantId) Memory.kept.delete(key);
  }
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return askWho(response, 'Google', request.url ?? '');
  const form = await formOf(request);
  if (form.get('answer') !== 'yes')
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  const { params } = await provider.interactionDetails(request, response);
  const accountId = `person:${form.get('address') ?? ''}`;
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
  grant.addOIDCScope('openid email profile');
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { login: { accountId }, consent });
}
