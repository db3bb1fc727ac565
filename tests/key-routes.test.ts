import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiKeys } from '../db/schema/api-keys';
import { sha256 } from '../lib/crypto';
import { newToken } from '../lib/opaque-token';
import { flowWorld, type Person } from './support/flow-world';
import { keyWorld } from './support/keys';

const world = flowWorld();
const keys = keyWorld(world);
const origin = 'http://localhost:3000';

/** The modules as a process with this environment loads them. */
let own: typeof import('../app/api/keys/route');
let scanning: typeof import('../app/api/secret-scanning/route');
let seal: (secret: string) => Promise<string>;
let scanner: Server;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

async function load(keysUrl: string) {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
  vi.stubEnv('APP_URL', origin);
  vi.stubEnv('SECRET_SCANNING_KEYS_URL', keysUrl);
  own = await import('../app/api/keys/route');
  scanning = await import('../app/api/secret-scanning/route');
  seal = (await import('../lib/web/cookies/session')).sealSecret;
}

beforeAll(async () => {
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  scanner = createServer((_request, response) =>
    response.end(JSON.stringify({ public_keys: [{ key_identifier: 'one', key, is_current: true }] })),
  );
  await new Promise<void>((done) => scanner.listen(0, '127.0.0.1', done));
  const address = scanner.address();
  await load(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  scanner.closeAllConnections();
  await new Promise((done) => scanner.close(done));
});

type Asked = { readonly cookie?: string; readonly headers?: Record<string, string> };

function request(path: string, method: string, body?: string, { cookie, headers }: Asked = {}): NextRequest {
  return new NextRequest(`${origin}${path}`, {
    method,
    body,
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      origin,
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
  });
}

const cookieOf = async ({ secret }: Person) => `session=${await seal(secret)}`;
const countOf = ({ userId }: Person) => world.db.$count(apiKeys, eq(apiKeys.userId, userId));
const wanted = { name: 'Deploys', scopes: ['me:read'], days: 30 };

describe('/api/keys', () => {
  test('makes a key for whoever is signed in, lists it without the key, and ends it', async () => {
    const person = await world.person();
    const cookie = await cookieOf(person);
    const made = await own.POST(request('/api/keys', 'POST', JSON.stringify(wanted), { cookie }));
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toContain('no-store');
    const { id, key } = (await made.json()) as { id: string; key: string };
    expect((await keys.opens(key)).kind).toBe('active');
    const listed = await (await own.GET(request('/api/keys', 'GET', undefined, { cookie }))).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(key.slice(7));
    const ended = await own.DELETE(request('/api/keys', 'DELETE', JSON.stringify({ id }), { cookie }));
    expect(ended.status).toBe(204);
    expect((await keys.opens(key)).kind).toBe('ended');
  });

  // CVE-2025-61928: better-auth made keys for whoever a body without a session named.
  test.each(['userId', 'user_id', 'owner', 'referenceId', 'organizationId'])(
    'never reads from the body whose key it is: %s',
    async (field) => {
      const [ada, eve] = [await world.person(), await world.person('Eve')];
      const body = JSON.stringify({ ...wanted, [field]: ada.userId });
      const nobody = await own.POST(request('/api/keys', 'POST', body));
      expect(nobody.status).toBe(401);
      expect([await countOf(ada), await countOf(eve)]).toEqual([0, 0]);
      const made = await own.POST(request('/api/keys', 'POST', body, { cookie: await cookieOf(eve) }));
      expect(made.status).toBe(201);
      expect([await countOf(ada), await countOf(eve)]).toEqual([0, 1]);
    },
  );

  test("neither lists nor ends anybody else's", async () => {
    const [ada, eve] = [await world.person(), await world.person('Eve')];
    const { id, token } = await keys.makeFor(ada);
    const cookie = await cookieOf(eve);
    const list = await own.GET(request(`/api/keys?userId=${ada.userId}`, 'GET', undefined, { cookie }));
    expect(await list.json()).toEqual({ keys: [] });
    const body = JSON.stringify({ id, userId: ada.userId });
    expect((await own.DELETE(request('/api/keys', 'DELETE', body, { cookie }))).status).toBe(404);
    expect((await own.DELETE(request('/api/keys', 'DELETE', body))).status).toBe(401);
    expect((await keys.opens(token)).kind).toBe('active');
  });

  test('asks for recent proof, and a key is none', async () => {
    const person = await world.person();
    const { token, id } = await keys.makeFor(person);
    await world.age(person.sessionId, { authenticatedAt: 600 });
    const cookie = await cookieOf(person);
    const body = JSON.stringify(wanted);
    expect((await own.POST(request('/api/keys', 'POST', body, { cookie }))).status).toBe(403);
    const end = JSON.stringify({ id });
    expect((await own.DELETE(request('/api/keys', 'DELETE', end, { cookie }))).status).toBe(403);
    const headers = { authorization: `Bearer ${token}` };
    expect((await own.POST(request('/api/keys', 'POST', body, { headers }))).status).toBe(401);
    expect((await own.GET(request('/api/keys', 'GET', undefined, { headers }))).status).toBe(401);
    expect(await countOf(person)).toBe(1);
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no name', JSON.stringify({ ...wanted, name: ' ' })],
    ['a name with a line break', JSON.stringify({ ...wanted, name: 'a\nb' })],
    ['no scopes', JSON.stringify({ ...wanted, scopes: [] })],
    ['scopes that are no list', JSON.stringify({ ...wanted, scopes: 'me:read' })],
    ['an unknown scope', JSON.stringify({ ...wanted, scopes: ['admin'] })],
    ['half a day', JSON.stringify({ ...wanted, days: 0.5 })],
    ['no end', JSON.stringify({ ...wanted, days: null })],
  ])('refuses %s, and makes nothing', async (_what, body) => {
    const person = await world.person();
    const cookie = await cookieOf(person);
    const answer = await own.POST(request('/api/keys', 'POST', body, { cookie }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await countOf(person)).toBe(0);
  });

  test('says when it was too much at once, with the wait, and counts each call once', async () => {
    const person = await world.person();
    const cookie = await cookieOf(person);
    const most = world.policy.sessionChangesPerMinute;
    const body = JSON.stringify({ ...wanted, days: 31 });
    for (let n = 0; n < most; n++)
      expect((await own.POST(request('/api/keys', 'POST', body, { cookie }))).status).toBe(400);
    const answer = await own.POST(request('/api/keys', 'POST', JSON.stringify(wanted), { cookie }));
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await countOf(person)).toBe(0);
  });

  test('refuses what another site sends', async () => {
    const person = await world.person();
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const asked = { cookie: await cookieOf(person), headers };
    const answer = await own.POST(request('/api/keys', 'POST', JSON.stringify(wanted), asked));
    expect(answer.status).toBe(403);
    expect(await countOf(person)).toBe(0);
  });
});

/** As the scanner sends it: from elsewhere, signed over the bytes. */
function report(body: string, signedBody: string = body, more: Record<string, string> = {}) {
  const signature = sign('sha256', Buffer.from(signedBody), privateKey).toString('base64');
  return scanning.POST(
    request('/api/secret-scanning', 'POST', body, {
      headers: {
        ...{ origin: '', 'sec-fetch-site': '' },
        ...{ 'github-public-key-identifier': 'one', 'github-public-key-signature': signature },
        ...more,
      },
    }),
  );
}
const foundAt = 'https://github.com/ada/notes/blob/main/run.sh';
const leak = (token: string, url: unknown = foundAt) => ({ token, type: 'our_key', url, source: 'content' });

describe('/api/secret-scanning', () => {
  test('ends a key that the scanner found, and says of each what it is', async () => {
    const { id, token } = await keys.makeFor(await world.person());
    const foreign = newToken('pat');
    const answer = await report(JSON.stringify([leak(token), leak(foreign), leak('ghp_x')]));
    expect(answer.status).toBe(200);
    const hash = (text: string) => sha256(text).toString('base64');
    expect(await answer.json()).toEqual([
      { token_hash: hash(token), token_type: 'our_key', label: 'true_positive' },
      { token_hash: hash(foreign), token_type: 'our_key', label: 'false_positive' },
      { token_hash: hash('ghp_x'), token_type: 'our_key', label: 'false_positive' },
    ]);
    expect(await keys.row(id)).toMatchObject({ revokedReason: 'leaked', leakedAtUrl: foundAt });
  });

  test.each([
    ['another body was signed', { 'x-any': '1' }, '[]'],
    ['the key is not listed', { 'github-public-key-identifier': 'two' }, undefined],
    ['nothing is signed', { 'github-public-key-signature': '' }, undefined],
  ])('does nothing where %s', async (_what, more, signedBody) => {
    const { token } = await keys.makeFor(await world.person());
    const body = JSON.stringify([leak(token)]);
    const answer = await report(body, signedBody ?? body, more);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('positive');
    expect((await keys.opens(token)).kind).toBe('active');
  });

  test.each([
    ['no JSON', '['],
    ['no list', '{"token":"x"}'],
    ['a list of other things', '[1]'],
    ['no tokens', '[{"type":"x"}]'],
    ['more than 200 at once', JSON.stringify(Array.from({ length: 201 }, () => leak('x')))],
    ['a token longer than any', JSON.stringify([leak('x'.repeat(501))])],
    ['more than we read', JSON.stringify([leak('x'), 'x'.repeat(200_000)])],
    ['bytes that are no text', '[{"token":"\ud800"}]'],
  ])('answers %s with 400 or as none of ours, and never with a fault', async (_what, body) => {
    expect([200, 400]).toContain((await report(body)).status);
  });

  const odd = ['javascript:alert(1)', 'http://github.com/x', 'ftp://example.com', '/relative', 'no address'];
  test.each([...odd, `https://example.com/${'x'.repeat(2000)}`, null])(
    'keeps no address but https ones: %j',
    async (url) => {
      const { id, token } = await keys.makeFor(await world.person());
      expect((await report(JSON.stringify([leak(token, url)]))).status).toBe(200);
      expect(await keys.row(id)).toMatchObject({ revokedReason: 'leaked', leakedAtUrl: null });
    },
  );

  test('says 503 while the keys of the scanner are away, and nothing happens', async () => {
    await load('http://127.0.0.1:9/');
    const { token } = await keys.makeFor(await world.person());
    const answer = await report(JSON.stringify([leak(token)]));
    expect(answer.status).toBe(503);
    expect((await keys.opens(token)).kind).toBe('active');
  });

  test('is not there where no scanner was named', async () => {
    await load('');
    expect((await report('[]')).status).toBe(404);
  });
});
