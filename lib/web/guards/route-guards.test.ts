import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld } from '../../../tests/support/flow-world';

const world = flowWorld();

/** The modules as a process with this environment loads them. */
let guards: typeof import('./route-guards');
let seal: (secret: string) => Promise<string>;
beforeAll(async () => {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
  vi.stubEnv('APP_URL', 'http://localhost:3000');
  guards = await import('./route-guards');
  seal = (await import('../cookies/session')).sealSecret;
});

async function answerTo(stepUp: 'recent' | 'sensitive' | undefined, proofSeconds: number) {
  const { secret, sessionId } = await world.person();
  await world.age(sessionId, { authenticatedAt: proofSeconds });
  let ran = false;
  const route = guards.protectedRoute({ activity: 'passive', stepUp }, async () => {
    ran = true;
    return Response.json({});
  });
  const headers = { cookie: `session=${await seal(secret)}` };
  const response = await route(new NextRequest('http://localhost:3000/api/x', { headers }));
  return { status: response.status, code: (await response.json()).code, ran };
}

const done = { status: 200, code: undefined, ran: true };
const refused = { status: 403, code: 'step_up_required', ran: false };

describe('a route that demands proof', () => {
  test.each([
    [undefined, 5000, done],
    ['recent', 590, done],
    ['recent', 600, refused],
    ['sensitive', 290, done],
    ['sensitive', 300, refused],
    ['sensitive', 301, refused],
  ] as const)('%s, with one %d s old, answers %o', async (stepUp, age, answer) => {
    expect(await answerTo(stepUp, age)).toEqual(answer);
  });
});

async function lastActive(sessionId: string): Promise<Date | undefined> {
  const rows = await world.owner.select().from(sessions).where(eq(sessions.id, sessionId));
  return rows[0]?.lastActiveAt;
}

describe('a route that a page of ours asks', () => {
  async function ask(owner: 'the same person' | 'another person' | 'nobody') {
    const { secret, sessionId, userId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 600 });
    const handler = vi.fn(async () => Response.json({ done: true }));
    const route = guards.protectedRoute({ activity: 'counts', stepUp: 'recent' }, handler);
    const headers = new Headers({ cookie: `session=${await seal(secret)}` });
    if (owner !== 'nobody') headers.set('x-page-owner', owner === 'another person' ? randomUUID() : userId);
    const before = await lastActive(sessionId);
    const response = await route(new NextRequest('http://localhost:3000/api/x', { headers }));
    const active = (await lastActive(sessionId))?.getTime() !== before?.getTime();
    return { status: response.status, body: await response.json(), ran: handler.mock.calls.length, active };
  }

  test.each(['the same person', 'nobody'] as const)('for %s acts and counts as activity', async (owner) => {
    expect(await ask(owner)).toEqual({ status: 200, body: { done: true }, ran: 1, active: true });
  });

  test('for somebody who is no longer the one signed in does nothing, keeps nobody signed in, and says so without an error', async () => {
    const body = { done: false, reason: 'another_person' };
    expect(await ask('another person')).toEqual({ status: 200, body, ran: 0, active: false });
  });
});

describe('a route that another site sends people back to', () => {
  const from = (site: string, mode: string, dest: string) => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  });
  const ask = async (method: string, headers: Record<string, string>, navigation?: true) => {
    const route = guards.publicRoute(async () => new Response('reached'), { navigation });
    return (await route(new NextRequest('http://localhost:3000/x', { method, headers }))).status;
  };

  test.each([
    ['GET', 'a tab that goes there from elsewhere', from('cross-site', 'navigate', 'document'), 200],
    ['GET', 'a client without these headers', {}, 200],
    ['GET', 'a frame elsewhere', from('cross-site', 'navigate', 'iframe'), 403],
    ['GET', 'an image elsewhere', from('cross-site', 'no-cors', 'image'), 403],
    ['GET', 'a script elsewhere', from('cross-site', 'cors', 'empty'), 403],
    ['HEAD', 'a mail program', {}, 405],
    ['POST', 'a form elsewhere', from('cross-site', 'navigate', 'document'), 405],
  ])('%s by %s is answered with %o', async (method, _who, headers, status) => {
    expect(await ask(method, headers, true)).toBe(status);
  });

  test('is the only kind that such a tab reaches', async () => {
    expect(await ask('GET', from('cross-site', 'navigate', 'document'))).toBe(403);
  });
});

describe('around the proxy, where the product lives on https', () => {
  let behind: typeof import('./route-guards');
  beforeAll(async () => {
    vi.resetModules();
    vi.stubEnv('APP_URL', 'https://app.example');
    vi.stubEnv('TRUSTED_PROXY_HOPS', '1');
    behind = await import('./route-guards');
  });

  const ask = async (headers: Record<string, string>, probe?: true) => {
    const route = behind.publicRoute(async () => new Response('reached'), { probe });
    return (await route(new NextRequest('http://10.0.0.4:3000/api/x', { headers }))).status;
  };

  test.each([
    ['with its scheme noted', { 'x-own-scheme': 'http' }],
    ['by the word of the proxy alone', { 'x-forwarded-proto': 'http' }],
  ])('a probe is answered over plain http, and nobody else: %s', async (_how, headers) => {
    expect(await ask(headers, true)).toBe(200);
    expect(await ask(headers)).toBe(403);
  });

  test('what was noted counts, and not what Next has written since', async () => {
    expect(await ask({ 'x-own-scheme': 'http', 'x-forwarded-proto': 'https' })).toBe(403);
    expect(await ask({ 'x-own-scheme': 'https', 'x-forwarded-proto': 'http' })).toBe(200);
    expect(await ask({ 'x-own-scheme': '', 'x-forwarded-proto': 'http' })).toBe(200);
  });
});
