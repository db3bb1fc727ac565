import { age, sessionRows } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { ask, fromOurPages, type HttpAnswer } from '../support/http';
import { signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

const routes = [
  ['GET', '/api/session'],
  ['POST', '/api/session/touch'],
] as const;

function expectProblem(answer: HttpAnswer, status: number, code: string) {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(JSON.parse(answer.text)).toMatchObject({ code, status });
}

for (const [method, path] of routes) {
  test(`${method} ${path} without a session is a 401 that says so`, async () => {
    for (const cookie of [undefined, '', 'garbage']) {
      const answer = await ask(path, { method, cookie, headers: fromOurPages() });
      expectProblem(answer, 401, 'no_session');
      expect(answer.headers['www-authenticate']).toBeTruthy();
    }
  });

  test(`${method} ${path} with an ended session says why it ended`, async ({ person }) => {
    const cookie = await cookieOf(person);
    await age(person, { absoluteSeconds: 43_200 });
    const answer = await ask(path, { method, cookie, headers: fromOurPages() });
    expectProblem(answer, 401, 'session_ended');
    expect(JSON.parse(answer.text).reason).toBe('absolute_timeout');
    expect(answer.setCookies).toEqual([]);
  });
}

test('a browser that has just signed out is told so by its note, for as long as it holds no session', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/dashboard');
  await signOutByMenu(signedIn);
  const note = (await signedIn.context().cookies()).find(({ name }) => name === 'ended-session')?.value;
  const held = (more = '') => ask('/api/session', { headers: { cookie: `ended-session=${note}${more}` } });
  const answer = await held();
  expectProblem(answer, 401, 'session_ended');
  expect(JSON.parse(answer.text)).toMatchObject({
    reason: 'signed_out',
    endedAt: expect.stringMatching(/^20\d\d-/),
  });
  expectProblem(await held('; session=garbage'), 401, 'no_session');
  expect((await held(`; session=${await cookieOf(person)}`)).status).toBe(200);
  const forged = { headers: { cookie: `ended-session=${(await sessionRows(person))[0]?.id}` } };
  expectProblem(await ask('/api/session', forged), 401, 'no_session');
});

test('a session is told its seconds left, and nothing that would open it', async ({ person }) => {
  const cookie = await cookieOf(person);
  const answer = await ask('/api/session', { cookie });
  expect(answer.status).toBe(200);
  const body = JSON.parse(answer.text);
  expect(body.user).toEqual({ id: person.id, email: person.email, name: person.name });
  expect(body.session.idleSecondsLeft).toBeGreaterThan(1790);
  expect(body.session.idleSecondsLeft).toBeLessThanOrEqual(1800);
  expect(body.session.absoluteSecondsLeft).toBeGreaterThan(43_190);
  expect(body.session.stepUpSecondsLeft).toBeGreaterThan(590);
  expect(body.session.warningLeadSeconds).toBe(120);
  expect(answer.headers['cache-control']).toBe('private, no-store');
});

test('DELETE /api/session signs out with 204', async ({ person }) => {
  const cookie = await cookieOf(person);
  const answer = await ask('/api/session', { method: 'DELETE', cookie, headers: fromOurPages() });
  expect(answer.status).toBe(204);
  expect(answer.text).toBe('');
  expect(answer.setCookies.join()).toMatch(/session=;[^,]*Path=\/[^,]*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i);
  expect(answer.headers['clear-site-data']).toContain('"storage"');
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['signed_out']);
  expectProblem(await ask('/api/session', { cookie }), 401, 'session_ended');
});

test('DELETE /api/session is harmless twice, and with a cookie that opens nothing', async ({ person }) => {
  const cookie = await cookieOf(person);
  await age(person, { idleSeconds: 1800 });
  for (const held of [cookie, cookie, 'garbage', '', undefined]) {
    const answer = await ask('/api/session', { method: 'DELETE', cookie: held, headers: fromOurPages() });
    expect(answer.status).toBe(204);
    expect(answer.headers['cache-control']).toContain('no-store');
  }
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['idle_timeout']);
});

test('a session is taken from its cookie and from nowhere else', async ({ person }) => {
  const cookie = await cookieOf(person);
  const elsewhere = [
    { path: `/api/session?session=${encodeURIComponent(cookie)}`, headers: {} },
    { path: '/api/session', headers: { authorization: `Bearer ${cookie}` } },
    { path: '/api/session', headers: { 'x-session': cookie, session: cookie } },
    { path: '/api/session', headers: { cookie: `SESSION=${cookie}; __Host-session=${cookie}` } },
  ];
  for (const { path, headers } of elsewhere) expectProblem(await ask(path, { headers }), 401, 'no_session');
});

test('an address of the API that does not exist is a 404 in its own format', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const path of ['/api/nothing', '/api/session/nothing', '/api/dev/inbox', '/api/test/reset'])
    expectProblem(await ask(path, { cookie }), 404, 'not_found');
});

test('health and readiness answer to anybody and say nothing more', async () => {
  for (const path of ['/api/health', '/api/ready']) {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(Object.keys(JSON.parse(answer.text))).toEqual(['status']);
  }
});

test('a foreign host name is echoed nowhere', async ({ person }) => {
  const cookie = await cookieOf(person);
  const foreign = [
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example', 'x-host': 'evil.example' },
  ];
  for (const headers of foreign) {
    for (const path of ['/', '/sign-in', '/nothing-here', '/dashboard', '/api/session']) {
      for (const held of [undefined, cookie]) {
        const answer = await ask(path, { headers, cookie: held });
        expect(answer.status).toBeLessThan(500);
        expect(answer.everything, `${path} ${JSON.stringify(headers)}`).not.toContain('evil.example');
        if (answer.headers.location?.startsWith('http')) expect(answer.headers.location).toContain(baseUrl());
      }
    }
  }
});
