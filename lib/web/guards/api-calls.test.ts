import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { apiWorld } from '../../../tests/support/api-world';
import { flowWorld } from '../../../tests/support/flow-world';

const world = flowWorld();
const api = apiWorld(world, { API_CALLS_PER_MINUTE: '3' });

const rateOf = ({ headers }: { headers: Headers }) => [
  headers.get('ratelimit-policy'),
  headers.get('ratelimit')?.replace(/t=\d+$/, 't=…'),
];

test('each answer says how much is left, and the fourth of three is 429 and not 401', async () => {
  const token = await api.tokenFor(await world.person());
  for (const left of [2, 1, 0]) {
    const answer = await api.ask('/me', { token });
    expect(answer.status).toBe(200);
    expect(rateOf(answer)).toEqual(['"calls";q=3;w=60', `"calls";r=${left};t=…`]);
  }
  const refused = await api.ask('/me', { token });
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(rateOf(refused)).toEqual(['"calls";q=3;w=60', '"calls";r=0;t=…']);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test('what is refused for another reason is counted as well, once', async () => {
  const token = await api.tokenFor(await world.person(), { scopes: ['me:read'] });
  expect(rateOf(await api.ask('/sessions', { token }))[1]).toBe('"calls";r=2;t=…');
  expect(rateOf(await api.ask('/me?x=1', { token }))[1]).toBe('"calls";r=1;t=…');
  expect(rateOf(await api.ask('/me', { token }))[1]).toBe('"calls";r=0;t=…');
});

test('two apps of one person, and their browser, each have their own', async () => {
  const person = await world.person();
  const askers = [{ token: await api.tokenFor(person) }, { token: await api.tokenFor(person) }, person];
  for (const { secret, token } of askers as { secret?: string; token?: string }[]) {
    const asking = token ? { token } : { secret };
    for (let n = 1; n <= 3; n++) expect((await api.ask('/me', asking as { token: string })).status).toBe(200);
    expect((await api.ask('/me', asking as { token: string })).status).toBe(429);
  }
});

test('another token of the same app has no calls of its own', async () => {
  const app = await api.app(await world.person());
  for (let n = 1; n <= 3; n++) await api.ask('/me', { token: await api.sign(api.claims(app)) });
  expect((await api.ask('/me', { token: await api.sign(api.claims(app)) })).status).toBe(429);
});

test('being over the limit is recorded once, and does nothing', async () => {
  const person = await world.person();
  const token = await api.tokenFor(person);
  for (let n = 1; n <= 3; n++) await api.ask('/me', { token });
  for (let n = 1; n <= 3; n++) {
    const asking = { method: 'DELETE', token };
    expect((await api.ask(`/sessions/${person.sessionId}`, asking)).status).toBe(429);
  }
  expect((await world.row(person.sessionId)).endedAt).toBeNull();
  const rows = await world.owner
    .select({ data: auditEvents.data })
    .from(auditEvents)
    .where(sql`${eq(auditEvents.userId, person.userId)} and event = 'excess_rate_limit_exceeded'`);
  expect(rows).toEqual([{ data: expect.objectContaining({ limit: 'calls' }) }]);
});
