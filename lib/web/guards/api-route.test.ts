import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { apiWorld } from '../../../tests/support/api-world';
import { flowWorld } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';

const held: (() => unknown)[] = [];
vi.mock('next/server', async (original) => ({
  ...(await original<typeof import('next/server')>()),
  after: (work: () => unknown) => void held.push(work),
}));
/** What was put off until the answer is on its way. */
const afterwards = () => Promise.all(held.splice(0).map((work) => work()));

const world = flowWorld();
const api = apiWorld(world);
const keys = keyWorld(world);

describe('an access token', () => {
  test('tells who its person is, and what it may do', async () => {
    const person = await world.person();
    const token = await api.tokenFor(person, { scopes: ['me:read'] });
    const { status, body, headers } = await api.ask('/me', { token });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: person.userId,
      name: 'Ada',
      email: person.email,
      via: 'app',
      scopes: ['me:read'],
    });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('is dead with the next call after its sign-in has ended', async () => {
    const person = await world.person();
    const app = await api.app(person);
    const token = await api.sign(api.claims(app));
    expect((await api.ask('/me', { token })).status).toBe(200);
    expect((await api.ask(`/sessions/${app.id}`, { method: 'DELETE', token })).status).toBe(204);
    expect(await api.ask('/me', { token })).toMatchObject({ status: 401, body: { reason: 'signed_out' } });
  });
});

describe('an access token is dead with the next call', () => {
  const after = {
    account_disabled: (id: string) => sql`update users set disabled_at = now() where id = ${id}`,
    account_deleted: (id: string) => sql`update users set deletion_requested_at = now() where id = ${id}`,
    password_changed: (id: string) =>
      sql`update users set sessions_valid_from = now(), sessions_ended_reason = 'password_changed' where id = ${id}`,
  };
  test.each(Object.entries(after))('after %s, whatever its own row says', async (reason, change) => {
    const person = await world.person();
    const token = await api.tokenFor(person);
    expect((await api.ask('/me', { token })).status).toBe(200);
    await world.owner.execute(change(person.userId));
    expect(await api.ask('/me', { token })).toMatchObject({
      status: 401,
      body: { code: 'invalid_token', reason },
    });
  });

  test('after its row is gone', async () => {
    const app = await api.app(await world.person());
    const token = await api.sign(api.claims(app));
    await world.owner.execute(sql`delete from sessions where id = ${app.id}`);
    expect(await api.ask('/me', { token })).toMatchObject({ status: 401, body: { reason: 'revoked' } });
  });
});

describe('the use of an app', () => {
  beforeEach(() => held.splice(0));

  test.each([
    [59, false],
    [61, true],
  ])('%d s after the last one is noted: %s, and once for many calls', async (seconds, due) => {
    const app = await api.app(await world.person());
    const token = await api.sign(api.claims(app));
    await world.age(app.id, { lastActiveAt: seconds });
    const before = (await world.row(app.id)).lastActiveAt.getTime();
    for (let n = 1; n <= 3; n++) await api.ask('/me', { token });
    expect((await world.row(app.id)).lastActiveAt.getTime()).toBe(before);
    await afterwards();
    expect((await world.row(app.id)).lastActiveAt.getTime() > before).toBe(due);
  });
});

describe('sessions', () => {
  test('are listed in pages, each once, with the one that asks', async () => {
    const person = await world.person();
    const ids = [person.sessionId];
    for (let n = 1; n <= 2; n++) ids.push((await world.anotherSession(person)).sessionId);
    const seen: { id: string; current: boolean }[] = [];
    let path = '/sessions?limit=2';
    for (let pages = 1; path; pages++) {
      const { body, headers } = await api.ask(path, { secret: person.secret });
      seen.push(...body.data);
      const next = /^<http:\/\/localhost:3000\/api\/v1(.+)>; rel="next"$/.exec(
        headers.get('link') ?? '',
      )?.[1];
      expect(next === undefined).toBe(body.next === null);
      path = next ?? '';
      expect(pages).toBeLessThanOrEqual(2);
    }
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(seen.filter(({ current }) => current).map(({ id }) => id)).toEqual([person.sessionId]);
  });

  test('are ended by a browser that has just proven who is there, and by no other', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const end = () => api.ask(`/sessions/${other.sessionId}`, { method: 'DELETE', secret: person.secret });
    await world.age(person.sessionId, { authenticatedAt: 600 });
    expect(await end()).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    expect((await world.row(other.sessionId)).endedAt).toBeNull();
    await world.age(person.sessionId, { authenticatedAt: 590 });
    expect((await end()).status).toBe(204);
    expect(await world.row(other.sessionId)).toMatchObject({ endedReason: 'revoked_by_user' });
  });

  test('are ended by a token with the scope; without it only its own', async () => {
    const person = await world.person();
    const [app, other] = [await api.app(person), await api.app(person)];
    const small = await api.sign(api.claims(app, ['me:read']));
    const end = (id: string, token: string) => api.ask(`/sessions/${id}`, { method: 'DELETE', token });
    for (const id of [other.id, person.sessionId, randomUUID()])
      expect(await end(id, small)).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    expect((await world.row(other.id)).endedAt).toBeNull();
    expect((await end(app.id, small)).status).toBe(204);
    const token = await api.tokenFor(person, { scopes: ['sessions:revoke'] });
    expect((await end(person.sessionId, token)).status).toBe(204);
    expect(await end(person.sessionId, token)).toMatchObject({ status: 404 });
    const trail = await world.owner
      .select({ data: auditEvents.data })
      .from(auditEvents)
      .where(eq(auditEvents.sessionId, person.sessionId))
      .orderBy(sql`id desc`)
      .limit(1);
    expect(trail).toMatchObject([{ data: { via: 'app' } }]);
  });

  test('are ended by a key, which is none itself', async () => {
    const person = await world.person();
    const { id, token } = await keys.makeFor(person);
    const end = (sessionId: string) => api.ask(`/sessions/${sessionId}`, { method: 'DELETE', token });
    expect(await end(id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await api.ask('/me', { token })).status).toBe(200);
    expect((await end(person.sessionId)).status).toBe(204);
    expect(await world.row(person.sessionId)).toMatchObject({
      ...{ endedReason: 'revoked_by_user', endedBy: person.userId, endedFrom: null },
    });
  });

  test('of somebody else are those that never were', async () => {
    const [ada, eve] = [await world.person(), await world.person('Eve')];
    const token = await api.tokenFor(eve);
    for (const id of [ada.sessionId, randomUUID(), 'x', '%00', '..%2f'])
      expect(await api.ask(`/sessions/${id}`, { method: 'DELETE', token })).toMatchObject({ status: 404 });
    expect((await world.row(ada.sessionId)).endedAt).toBeNull();
  });

  test('a browser signs itself out elsewhere, where its cookie goes too', async () => {
    const { secret, sessionId } = await world.person();
    const answer = await api.ask(`/sessions/${sessionId}`, { method: 'DELETE', secret });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('what is asked for', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=x', 'cursor'],
    ['cursor=', 'cursor'],
    [`cursor=${Buffer.from('["a","b"]').toString('base64url')}`, 'cursor'],
    [`cursor=${'A'.repeat(400)}`, 'cursor'],
    ['Limit=1', 'Limit'],
    ['userId=1', 'userId'],
    ['__proto__=1', '__proto__'],
  ])('%s is refused, and named', async (query, field) => {
    const { secret } = await world.person();
    const answer = await api.ask(`/sessions?${query}`, { secret });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  test.each(['1', '100'])('limit=%s is not', async (limit) => {
    const { secret } = await world.person();
    expect((await api.ask(`/sessions?limit=${limit}`, { secret })).status).toBe(200);
  });

  test.each([
    ['PUT', '/me', 'GET, HEAD, OPTIONS'],
    ['POST', '/sessions', 'GET, HEAD, OPTIONS'],
    ['GET', `/sessions/${randomUUID()}`, 'DELETE, OPTIONS'],
    ['HEAD', `/sessions/${randomUUID()}`, 'DELETE, OPTIONS'],
  ])('%s %s is not allowed, and what is stands in Allow', async (method, path, allow) => {
    const answer = await api.ask(path, { method });
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('OPTIONS says what is allowed, and lets no other site in', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };
    const answer = await api.ask('/me', { method: 'OPTIONS', headers });
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each(['/nothing', '/me/x', '/openapi.yaml', '/organizations/acme'])(
    'an address without an operation is a 404, also for a program: %s',
    async (path) => {
      for (const method of ['GET', 'POST'])
        expect(await api.ask(path, { method })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );
});
