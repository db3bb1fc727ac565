import { randomUUID } from 'node:crypto';
import { age, sessionRows, sql } from '../support/database';
import { baseUrl, secondUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { ask, fromOurPages, type HttpAnswer, type HttpQuestion } from '../support/http';
import { createPerson } from '../support/people';
import { expect, test } from '../support/test';

const bodyOf = ({ text }: HttpAnswer) => JSON.parse(text);
const call = (path: string, question: HttpQuestion = {}) => ask(`/api/v1${path}`, question);
/** As a script of a page of ours sends it. */
const sent = (method: string, body?: object): HttpQuestion => ({
  method,
  headers: { ...fromOurPages(), 'content-type': 'application/json' },
  ...(body ? { body: JSON.stringify(body) } : {}),
});

function expectProblem(answer: HttpAnswer, status: number, code: string) {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(bodyOf(answer)).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
}

test('a browser is its person, on either instance, and each answer says how many calls are left', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  for (const at of [baseUrl(), secondUrl()]) {
    const answer = await call('/me', { cookie, at, headers: fromOurPages(at) });
    expect(answer.status).toBe(200);
    expect(bodyOf(answer)).toMatchObject({
      id: person.id,
      email: person.email,
      via: 'browser',
      scopes: null,
    });
    expect(answer.headers['ratelimit-policy']).toMatch(/^"calls";q=\d+;w=60$/);
    expect(answer.headers.ratelimit).toMatch(/^"calls";r=\d+;t=\d+$/);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.setCookies).toEqual([]);
  }
});

test('without credentials, with two, and with a token that is none, the answer says which it is', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const none = await call('/me');
  expectProblem(none, 401, 'no_session');
  expect(none.headers['www-authenticate']).toBe(
    `Bearer resource_metadata="${baseUrl()}/.well-known/oauth-protected-resource"`,
  );
  const headers = { authorization: 'Bearer x' };
  expectProblem(await call('/me', { cookie, headers }), 400, 'two_credentials');
  expectProblem(await call('/me', { headers }), 401, 'invalid_token');
  expectProblem(await call('/me?access_token=x', { cookie }), 400, 'invalid');
});

test('a cookie from another site reads and changes nothing', async ({ person }) => {
  const cookie = await cookieOf(person);
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expectProblem(await call('/me', { cookie, headers: elsewhere }), 403, 'cross_site');
  const [row] = await sessionRows(person);
  const asked = { method: 'DELETE', cookie, headers: elsewhere };
  expectProblem(await call(`/sessions/${row?.id}`, asked), 403, 'cross_site');
  const preflight = await call('/me', { method: 'OPTIONS', headers: elsewhere });
  expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
});

test('a device is signed out by the API, after proof, and its next request on the other instance is refused', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const other = await cookieOf(person);
  const mine = bodyOf(await call('/sessions', { cookie })).data;
  const { id } = mine.find(({ current }: { current: boolean }) => !current);
  await age(person, { stepUpSeconds: 601 });
  expectProblem(await call(`/sessions/${id}`, { ...sent('DELETE'), cookie }), 403, 'step_up_required');
  expect((await call('/me', { cookie: other, at: secondUrl() })).status).toBe(200);
  await age(person, { stepUpSeconds: 0 });
  expect((await call(`/sessions/${id}`, { ...sent('DELETE'), cookie })).status).toBe(204);
  const refused = await call('/me', { cookie: other, at: secondUrl() });
  expectProblem(refused, 401, 'session_ended');
  expect(bodyOf(refused).reason).toBe('revoked_by_user');
});

test('what is not allowed, not there, not JSON or too large is said so, without a session as well', async () => {
  const put = await call('/me', { method: 'PUT' });
  expectProblem(put, 405, 'method_not_allowed');
  expect(put.headers.allow).toBe('GET, HEAD, OPTIONS');
  expect((await call('/me', { method: 'OPTIONS' })).status).toBe(204);
  expect((await call('/me', { method: 'HEAD' })).status).toBe(401);
  for (const method of ['GET', 'POST', 'DELETE'])
    expectProblem(await call('/nothing/here', { method }), 404, 'not_found');
});

test('the OpenAPI document is for everyone, and the page of it reads without a script', async ({ page }) => {
  const answer = await call('/openapi.json');
  expect(answer.status).toBe(200);
  const { openapi, paths } = bodyOf(answer);
  expect(openapi).toBe('3.1.0');
  await page.goto('/help/api');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(
    Object.values(paths).flatMap((methods) => Object.keys(methods as object)).length,
  );
  await expect(page.getByRole('region', { name: 'GET /me', exact: true })).toContainText('me:read');
});

// only: sample, from here
test('projects are made once, changed, listed and read by nobody else', async ({ person }) => {
  const cookie = await cookieOf(person);
  const [organization] = bodyOf(await call('/organizations', { cookie })).data;
  const at = `/organizations/${organization.slug}/projects`;
  const create = sent('POST', { name: 'By the API' });
  const once = { ...create, cookie, headers: { ...create.headers, 'idempotency-key': randomUUID() } };
  const [first, second] = await Promise.all([
    call(at, once),
    call(at, { ...once, at: secondUrl(), headers: { ...once.headers, ...fromOurPages(secondUrl()) } }),
  ]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(bodyOf(first)).toEqual(bodyOf(second));
  const [count] = await sql`select count(*)::int from projects where organization_id = ${organization.id}`;
  expect(count).toEqual({ count: 1 });
  const { id } = bodyOf(first);
  const stranger = await cookieOf(await createPerson());
  for (const path of [at, `${at}/${id}`, '/organizations/never-there/projects'])
    expectProblem(await call(path, { cookie: stranger }), 404, 'not_found');
  const wrong = await call(at, { ...sent('POST', { name: '', owner: 'me' }), cookie });
  expectProblem(wrong, 400, 'invalid');
  expect(bodyOf(wrong).errors.map(({ field }: { field: string }) => field)).toEqual(['name', 'owner']);
  const large = { ...sent('POST', { name: 'x', description: 'x'.repeat(210_000) }), cookie };
  expectProblem(await call(at, large), 413, 'too_large');
  const form = {
    ...sent('POST'),
    cookie,
    body: 'name=x',
    headers: { ...fromOurPages(), 'content-type': 'application/x-www-form-urlencoded' },
  };
  expectProblem(await call(at, form), 415, 'unsupported');
});
// only: sample, to here
