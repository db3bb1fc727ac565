/** Apps and services against our endpoints, as they see them: over the routes' own handlers, with no server in between. */

import { createHash, randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { beforeAll, vi } from 'vitest';
import { type AppClient, clients, type ServiceClient } from '../../lib/config/clients';
import type { SignedInContext } from '../../lib/flows/context';
import type { FlowWorld, Person } from './flow-world';
import { randomIp } from './flow-world';

export const appOrigin = 'https://app.test';
export const phone = clients.find(
  (client): client is AppClient => client.kind === 'app' && !client.deviceCode,
) as AppClient;
export const commandLine = clients.find(
  (client): client is AppClient => client.kind === 'app' && client.deviceCode,
) as AppClient;
export const service = clients.find(
  (client): client is ServiceClient => client.kind === 'service',
) as ServiceClient;
export const serviceSecret = randomBytes(32).toString('base64url');

type Handler = (request: NextRequest) => Promise<Response>;
type Instance = Readonly<Record<string, Handler>>;

export const newVerifier = () => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** What a process that was started anew knows: its own pool, its own caches. */
async function startInstance(): Promise<Instance> {
  vi.resetModules();
  const [token, revoke, introspect, device, jwks, server, resource] = await Promise.all([
    import('@/app/api/oauth/token/route'),
    import('@/app/api/oauth/revoke/route'),
    import('@/app/api/oauth/introspect/route'),
    import('@/app/api/oauth/device/route'),
    import('@/app/.well-known/jwks.json/route'),
    import('@/app/.well-known/oauth-authorization-server/route'),
    import('@/app/.well-known/oauth-protected-resource/[[...path]]/route'),
  ]);
  return {
    '/api/oauth/token': token.POST,
    '/api/oauth/revoke': revoke.POST,
    '/api/oauth/introspect': introspect.POST,
    '/api/oauth/device': device.POST,
    '/.well-known/jwks.json': jwks.GET,
    '/.well-known/oauth-authorization-server': server.GET,
    '/.well-known/oauth-protected-resource': resource.GET,
  };
}

export type Tokens = {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly scope: string;
};
export type EndpointAnswer = { readonly status: number; readonly body: Record<string, unknown> };

/** For the top of a test file. `instances`: how many servers share the database. */
export function oauthWorld(world: FlowWorld, { instances = 1 } = {}) {
  const running: Instance[] = [];
  beforeAll(async () => {
    vi.stubEnv('APP_URL', appOrigin);
    vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
    vi.stubEnv('TRUSTED_PROXY_HOPS', '1');
    vi.stubEnv(service.secretFrom, serviceSecret);
    for (let made = 0; made < instances; made += 1) running.push(await startInstance());
  });

  /** As an outside client has it. Each call comes from an address of its own, unless it names one. */
  const fetchOn =
    (instance = 0) =>
    async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const asked = new Request(url, init);
      const { pathname } = new URL(asked.url);
      const handler = running[instance]?.[pathname];
      if (!handler) return new Response(null, { status: 404 });
      const body = asked.method === 'GET' ? undefined : await asked.text();
      const headers = new Headers(asked.headers);
      if (body !== undefined) headers.set('content-length', String(Buffer.byteLength(body)));
      if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', randomIp());
      headers.set('x-forwarded-proto', 'https');
      return handler(
        new NextRequest(asked.url, {
          method: asked.method,
          headers,
          ...(body === undefined ? {} : { body }),
        }),
      );
    };

  type Fields = Readonly<Record<string, string>>;
  const post = async (
    path: string,
    fields: Fields | string,
    { on = 0, headers = {} }: { on?: number; headers?: Fields } = {},
  ): Promise<EndpointAnswer> => {
    const response = await fetchOn(on)(`${appOrigin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as EndpointAnswer['body']) : {} };
  };

  const tokens = (told: EndpointAnswer): Tokens => {
    if (told.status !== 200) throw new Error(`no tokens: ${told.status} ${JSON.stringify(told.body)}`);
    return told.body as Tokens;
  };

  /** The person says yes to an app in this session; gives back the code. */
  async function allow(
    signedIn: SignedInContext,
    {
      client = phone,
      verifier,
      scopes = client.scopes,
    }: { client?: AppClient; verifier: string; scopes?: readonly string[] },
  ): Promise<string> {
    const { grantCode } = await import('../../lib/flows/token/authorize');
    const asked = {
      client,
      redirectUri: client.redirects[0] ?? '',
      state: 'as it was',
      challenge: challengeOf(verifier),
      scopes,
    };
    return new URL(await grantCode(signedIn, asked)).searchParams.get('code') ?? '';
  }

  const exchange = (
    code: string,
    verifier: string,
    { on = 0, client = phone } = {},
  ): Promise<EndpointAnswer> =>
    post(
      '/api/oauth/token',
      {
        grant_type: 'authorization_code',
        client_id: client.id,
        redirect_uri: client.redirects[0] ?? '',
        code,
        code_verifier: verifier,
      },
      { on },
    );

  return {
    fetchOn,
    post,
    tokens,
    allow,
    exchange,
    refresh: (refreshToken: string, { on = 0, client = phone, scope = '' } = {}): Promise<EndpointAnswer> =>
      post(
        '/api/oauth/token',
        { grant_type: 'refresh_token', client_id: client.id, refresh_token: refreshToken, scope },
        { on },
      ),

    /** A person who is signed in to an app, with its first tokens. */
    async signedInApp(
      given?: Person,
      client: AppClient = phone,
    ): Promise<Tokens & { person: Person; familyId: string }> {
      const person = given ?? (await world.person());
      const verifier = newVerifier();
      const code = await allow(await world.signedIn(person.secret), { client, verifier });
      const told = tokens(await exchange(code, verifier, { client }));
      return { ...told, person, familyId: readClaims(told.access_token).sid ?? '' };
    },
  };
}

type Claims = { readonly sid?: string; readonly [name: string]: unknown };

/** Unverified. */
export const readClaims = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;

/** As the page of a device sends it: about what this session is shown. */
export async function answerShownDevice(ctx: SignedInContext, approve: boolean) {
  const { answerDevice, waitingDevice } = await import('../../lib/flows/token/device-sign-in');
  return answerDevice(ctx, { shown: (await waitingDevice(ctx))?.name ?? '', approve });
}
