/** The API as its routes answer it in this process, apps that are signed in, and tokens of every kind. */

import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NextRequest } from 'next/server';
import { beforeAll, expect, vi } from 'vitest';
import { sessions } from '../../db/schema/sessions';
import { product } from '../../lib/config/product';
import type { Scope } from '../../lib/config/scopes';
import type { ApiOperation } from '../../lib/web/api/operation';
import { listOperations, paramReader } from '../../lib/web/api/operations';
import { type FlowWorld, type Person, randomIp } from './flow-world';

export const apiOrigin = 'http://localhost:3000';
const root = join(import.meta.dirname, '../..');

type Route = (request: NextRequest) => Promise<Response>;
export type ApiAsking = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text as it is. */
  readonly body?: unknown;
  /** An access token, or whatever takes its place. */
  readonly token?: string;
  /** The session secret of a browser. */
  readonly secret?: string;
  readonly ip?: string;
};
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of it, it expects
  readonly body: any;
};
export type TestApp = { readonly id: string; readonly userId: string; readonly clientId: string };
type AppOptions = { readonly scopes?: readonly Scope[]; readonly proofKey?: string };

const allScopes: readonly Scope[] = [
  ...(['me:read', 'sessions:read', 'sessions:revoke'] as const),
  ...(['projects:read', 'projects:write'] as const), // only: sample
];

const operationAt = (pathname: string): ApiOperation | undefined =>
  listOperations()
    .map(([, operation]) => operation)
    .find(({ path }) => isAt(path, pathname));

function isAt(path: ApiOperation['path'], pathname: string): boolean {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const found = paramReader(path)(`/api/v1${pathname}`);
  return names.length === 0 ? path === pathname : names.every((name) => found[name ?? ''] !== undefined);
}

export const routeFileOf = (path: string) =>
  join(root, 'app/api/v1', path.replace(/\{(\w+)\}/g, '[$1]'), 'route.ts');

export function apiWorld(world: FlowWorld, variables: Readonly<Record<string, string>> = {}) {
  let seal: (secret: string) => Promise<string>;
  let keyring: typeof import('../../lib/flows/steps/keyring');
  let routes: (path: string) => Promise<Readonly<Record<string, Route | undefined>>>;
  beforeAll(async () => {
    vi.resetModules();
    vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
    vi.stubEnv('APP_URL', apiOrigin);
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    seal = (await import('../../lib/web/cookies/session')).sealSecret;
    keyring = await import('../../lib/flows/steps/keyring');
    routes = (path) => import(/* @vite-ignore */ routeFileOf(path));
  });

  const headersOf = async ({ headers = {}, body, token, secret, ip }: ApiAsking) => ({
    // A browser goes on where it signed in: from elsewhere it would be asked for proof.
    'x-own-peer': ip ?? (secret === undefined ? randomIp() : '2001:db8:52:1::1'),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(secret === undefined ? {} : { cookie: `session=${await seal(secret)}`, origin: apiOrigin }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });

  const api = {
    get keyring() {
      return keyring;
    },
    /** A path below the root of the API. Whatever comes back as meant fits its schema, and says nothing besides. */
    async ask(path: string, asking: ApiAsking = {}): Promise<Answered> {
      const { method = 'GET', body } = asking;
      const request = new NextRequest(`${apiOrigin}/api/v1${path}`, {
        method,
        headers: await headersOf(asking),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const at = operationAt(request.nextUrl.pathname.slice('/api/v1'.length));
      const file = at && existsSync(routeFileOf(at.path)) ? await routes(at.path) : await routes('[...path]');
      const route = file[method] ?? file[method === 'HEAD' ? 'GET' : ''];
      if (!route) throw new Error(`there is no route for ${method} ${path}`);
      const response = await route(request);
      const text = await response.text();
      const answered = {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      expectFits(method, request.nextUrl.pathname.slice('/api/v1'.length), answered);
      return answered;
    },
    /** As a sign-in from an app leaves it. */
    async app(person: Pick<Person, 'userId'>, { scopes = allScopes, proofKey }: AppOptions = {}) {
      const clientId = `${product.slug}-iphone`;
      const [row] = await world.db
        .insert(sessions)
        .values({
          userId: person.userId,
          kind: 'api',
          clientId,
          scopes: [...scopes],
          proofKey: proofKey ?? null,
          secretHash: randomBytes(32),
          deviceName: 'Test app',
          deviceKind: 'phone',
        })
        .returning({ id: sessions.id });
      if (!row) throw new Error('the app was not stored');
      return { id: row.id, userId: person.userId, clientId } satisfies TestApp;
    },
    /** What its access token says unless told otherwise. */
    claims: ({ id, userId, clientId }: TestApp, scopes: readonly Scope[] = allScopes) => {
      const now = Math.floor(Date.now() / 1000);
      return {
        iss: apiOrigin,
        sub: userId,
        aud: `${apiOrigin}/api/v1`,
        client_id: clientId,
        sid: id,
        scope: scopes.join(' '),
        iat: now,
        exp: now + 600,
        jti: randomUUID(),
      };
    },
    sign: (claims: object, typ = 'at+jwt') => keyring.signCompact(world.ctx(), typ, claims),
    /** An access token of an app that its person just signed in to. */
    async tokenFor(person: Pick<Person, 'userId'>, options: AppOptions = {}): Promise<string> {
      return api.sign(api.claims(await api.app(person, options), options.scopes));
    },
  };
  return api;
}

function expectFits(method: string, pathname: string, { status, body }: Answered): void {
  // Only a page of ours says whose it is, and only to it this is said.
  if (body?.reason === 'another_person') return;
  const meant = listOperations().find(
    ([, operation]) => operation.method === method && isAt(operation.path, pathname),
  )?.[1];
  if (status >= 400) expect(body).toMatchObject({ type: 'about:blank', status, code: expect.any(String) });
  else if (meant?.answer) expect(meant.answer.parse(body)).toEqual(body);
}
