import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { apiOrigin, apiWorld } from '../../../tests/support/api-world';
import { flowWorld, randomIp } from '../../../tests/support/flow-world';
import { newToken } from '../../opaque-token';

const world = flowWorld();
const api = apiWorld(world);

const metadata = `resource_metadata="${apiOrigin}/.well-known/oauth-protected-resource"`;

describe('without credentials', () => {
  test.each([
    ['nothing', {}],
    ["something in front of us's password", { authorization: 'Basic YTpi' }],
    ['an empty cookie', { cookie: 'session=' }],
    ['other cookies', { cookie: 'device=x; theme=dark' }],
  ])('%s: 401, with where a token comes from', async (_what, headers) => {
    const answer = await api.ask('/me', { headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'no_session' } });
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer ${metadata}`);
    expect(answer.headers.has('ratelimit')).toBe(false);
  });

  test.each([
    'Bearer',
    'Bearer ',
    'bearer',
    'DPoP',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer "x"',
    'Bearer ü',
  ])('a header that says %j has no token in it', async (authorization) => {
    const answer = await api.ask('/me', {
      headers: { authorization: encodeURI(authorization).replaceAll('%20', ' ') },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  });
});

describe('a token in the address', () => {
  test('is refused, also beside credentials that are good', async () => {
    const person = await world.person();
    const token = await api.tokenFor(person);
    for (const asking of [{}, { token }, { secret: person.secret }]) {
      const answer = await api.ask(`/me?access_token=${token}`, asking);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(JSON.stringify(answer)).not.toContain(token);
    }
  });
});

describe('a cookie and a token on one request', () => {
  test('are refused, be they of one person or of two, and whatever they open', async () => {
    const [ada, eve] = [await world.person(), await world.person('Eve')];
    const tokens = [await api.tokenFor(ada), await api.tokenFor(eve), 'garbage', ''];
    for (const token of tokens)
      for (const secret of [ada.secret, 'garbage'])
        expect(await api.ask('/me', { token, secret })).toMatchObject({
          status: 400,
          body: { code: 'two_credentials' },
        });
  });

  test('are refused before anything is done', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const token = await api.tokenFor(person);
    const asking = { method: 'DELETE', token, secret: person.secret };
    expect((await api.ask(`/sessions/${other.sessionId}`, asking)).status).toBe(400);
    expect((await world.row(other.sessionId)).endedAt).toBeNull();
  });
});

describe('a cookie', () => {
  test('is its person, with no scopes', async () => {
    const person = await world.person();
    const { status, body } = await api.ask('/me', { secret: person.secret });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: person.userId, via: 'browser', scopes: null });
  });

  test.each([
    ['elsewhere', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['another port', { origin: 'http://localhost:3001', 'sec-fetch-site': 'same-site' }],
  ])('changes nothing on behalf of %s', async (_where, headers) => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const asking = { method: 'DELETE', secret: person.secret, headers };
    const answer = await api.ask(`/sessions/${other.sessionId}`, asking);
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross_site' } });
    expect((await world.row(other.sessionId)).endedAt).toBeNull();
  });

  test('reads nothing out to a page elsewhere', async () => {
    const { secret } = await world.person();
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect(await api.ask('/me', { secret, headers })).toMatchObject({ status: 403 });
  });

  test('of a page that was loaded for somebody else does nothing', async () => {
    const { secret } = await world.person();
    const answer = await api.ask('/me', { secret, headers: { 'x-page-owner': randomUUID() } });
    expect(answer.body).toEqual({ done: false, reason: 'another_person' });
  });

  test('whose session has ended says why', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    const answer = await api.ask('/me', { secret });
    expect(answer).toMatchObject({ status: 401, body: { code: 'session_ended', reason: 'idle_timeout' } });
    expect(answer.headers.get('www-authenticate')).toBe('Cookie realm="session"');
  });

  test('in the place of a token opens nothing', async () => {
    const { secret } = await world.person();
    expect(await api.ask('/me', { token: secret })).toMatchObject({ status: 401 });
  });
});

describe('a token', () => {
  test('opens nothing that is for a browser alone', async () => {
    const token = await api.tokenFor(await world.person());
    const { protectedRoute } = await import('./route-guards');
    const route = protectedRoute({ activity: 'passive' }, async () => Response.json({}));
    const headers = { authorization: `Bearer ${token}` };
    const response = await route(new NextRequest(`${apiOrigin}/api/x`, { headers }));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'no_session' });
  });

  test('needs no word of where it comes from', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const token = await api.tokenFor(person);
    const asking = { method: 'DELETE', token, headers: { origin: 'https://evil.example' } };
    expect((await api.ask(`/sessions/${other.sessionId}`, asking)).status).toBe(204);
  });

  test('whose sign-in has ended says why, and so does one whose person left', async () => {
    const person = await world.person();
    const app = await api.app(person);
    const token = await api.sign(api.claims(app));
    await world.age(app.id, { lastActiveAt: 14 * 86_400 });
    const answer = await api.ask('/me', { token });
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token', reason: 'idle_timeout' } });
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer error="invalid_token", error_description="it has ended: idle_timeout", ${metadata}`,
    );
  });

  test('without the scope is told which one it needs', async () => {
    const token = await api.tokenFor(await world.person(), { scopes: ['me:read'] });
    const answer = await api.ask('/sessions', { token });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope', scope: 'sessions:read' },
    });
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_scope", scope="sessions:read", ${metadata}`,
    );
  });
});

describe('tokens that open nothing', () => {
  const show = (ip: string, token = newToken('ref')) => api.ask('/me', { token, ip });

  test('are 401 sixty times a minute from one address, and then 429 and never 401; recorded once', async () => {
    const ip = randomIp();
    for (let n = 1; n <= 60; n++) expect((await show(ip)).status).toBe(401);
    for (let n = 1; n <= 3; n++) {
      const answer = await show(ip);
      expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const rows = await world.owner.select().from(auditEvents).where(eq(auditEvents.ip, ip));
    expect(rows.map(({ event }) => event)).toEqual(['excess_rate_limit_exceeded']);
    expect((await show(randomIp())).status).toBe(401);
  });

  test('cost nobody a good token that was used before at the same address', async () => {
    const ip = randomIp();
    const token = await api.tokenFor(await world.person());
    expect((await show(ip, token)).status).toBe(200);
    for (let n = 1; n <= 61; n++) await show(ip);
    expect((await show(ip)).status).toBe(429);
    expect((await show(ip, token)).status).toBe(200);
  });

  test('are not counted where they are ours and only too old: every app shows one now and then', async () => {
    const ip = randomIp();
    const app = await api.app(await world.person());
    const now = Math.floor(Date.now() / 1000);
    const old = await api.sign({ ...api.claims(app), iat: now - 700, exp: now - 100 });
    for (let n = 1; n <= 61; n++) expect((await show(ip, old)).status).toBe(401);
  });

  test('good ones are never counted', async () => {
    const ip = randomIp();
    const token = await api.tokenFor(await world.person());
    for (let n = 1; n <= 61; n++) expect((await show(ip, token)).status).toBe(200);
    expect((await show(ip)).status).toBe(401);
  });
});
