import type { OutgoingHttpHeaders } from 'node:http';
import { age, liveSession, sessionRow, sessionRows } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf, hiddenFields, interceptAction, multipart, postForm, replay } from '../support/forms';
import { ask, cookieSet, fromOurPages, type HttpAnswer } from '../support/http';
import { openOwnLog } from '../support/own-log';
import { fillSignIn, freshEmail, heldCookie, type TestPerson } from '../support/people';
import { freeServerPort, startServers } from '../support/server';
import { expect, test } from '../support/test';
import { notesOf } from '../support/test-notes';

const typed = ({ email, password }: TestPerson) => ({ email, password });

/** What a proxy makes of the host, or a stranger. */
const wrongHosts = () => [
  { host: 'localhost' },
  { host: 'inner.example:8080' },
  { 'x-forwarded-host': 'inner.example' },
  { host: 'inner.example', 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https' },
];

test('a form from APP_URL is taken whatever host its request names', async ({ person }) => {
  for (const headers of wrongHosts()) {
    const answer = await postForm('/sign-in', 'name="email"', typed(person), { headers });
    expect(answer.status, JSON.stringify(headers)).toBe(303);
    expect(cookieSet(answer)).toBeTruthy();
    expectOwn(answer, JSON.stringify(headers));
  }
  expect(await sessionRows(person)).toHaveLength(wrongHosts().length);
});

test('an action from APP_URL is taken whatever host its request names', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/ERR_FAILED/);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A bridge');
  const call = await interceptAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  const cookie = await heldCookie(signedIn.context());
  const answer = await replay(call, { cookie, headers: { host: 'inner.example:8080' } });
  expect(answer.status).toBeLessThan(400);
  expect(await notesOf(person)).toHaveLength(1);
});

function expectOwn(answer: HttpAnswer, what: string): void {
  for (const name of ['location', 'refresh', 'x-action-redirect']) {
    const value = String(answer.headers[name] ?? '').replace(/^0;url=/, '');
    if (value) expect(new URL(value, baseUrl()).origin, `${name} of ${what}`).toBe(baseUrl());
  }
  expect(answer.everything, what).not.toContain('evil.example:81');
}

test('nothing leads to the host that a request names', async ({ person }) => {
  const cookie = await cookieOf(person);
  const evil = 'evil.example:81';
  const targets = [
    ...[`http://${evil}/forgot-password`, `http://${evil}/dashboard`, `http://${evil}`],
    ...[`https://${evil}/sign-in/`, `http://${evil}//x`, `ftp://${evil}/nothing`],
    ...['/forgot-password/', '//x/y', '/\\x/y', '/test-notes', '/nothing', '/.well-known/change-password'],
  ];
  for (const target of targets) {
    for (const method of ['GET', 'POST', 'HEAD']) {
      for (const question of [{}, { cookie }]) {
        const headers = { ...fromOurPages(), host: evil, 'x-forwarded-host': evil };
        const answer = await ask(target, { method, headers, ...question });
        expect(answer.status, `${method} ${target}`).toBeLessThan(500);
        expectOwn(answer, `${method} ${target}`);
      }
    }
  }
  const { status, text } = await ask(`http://${evil}/forgot-password`, { headers: { host: evil } });
  expect([status, text.includes('name="email"')]).toEqual([200, true]);
});

/** A page under Referrer-Policy: no-referrer, in a browser without scripts. */
const hidden = { origin: 'null', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' };

test('a form whose origin is hidden is ours where the browser vouches for it, on every page', async ({
  person,
}) => {
  const signedIn = await postForm('/sign-in', 'name="email"', typed(person), { headers: hidden });
  expect([signedIn.status, Boolean(cookieSet(signedIn))]).toEqual([303, true]);
  const someone = { name: 'Ada', email: freshEmail(), password: person.password };
  const signedUp = await postForm('/sign-up', 'name="email"', someone, { headers: hidden });
  expect(signedUp.headers.location).toContain('/verify-email');
  const forgot = await postForm(
    '/forgot-password',
    'name="email"',
    { email: person.email },
    { headers: hidden },
  );
  expect(forgot.status).toBeLessThan(400);
});

test('who is refused in a browser gets a page in words with a way on; a program gets a problem', async ({
  person,
}) => {
  const { text } = await ask('/sign-in?next=%2Ftest-notes');
  const { body, type } = await multipart({ ...hiddenFields(text, 'name="email"'), ...typed(person) });
  const post = (headers: OutgoingHttpHeaders) =>
    ask('/sign-in?next=%2Ftest-notes', {
      method: 'POST',
      body,
      headers: { 'content-type': type, ...headers },
    });
  for (const from of [
    { origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { origin: baseUrl(), 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' },
    { origin: 'null', accept: 'text/html' },
  ]) {
    const page = await post(from);
    expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(page.text).toContain('href="/sign-in?next=%2Ftest-notes"');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.setCookies).toEqual([]);
  }
  const program = await post({ origin: 'https://evil.example' });
  expect([program.status, JSON.parse(program.text).code]).toEqual([403, 'cross_site']);
  const download = await ask('/api/account/activity', { headers: { 'sec-fetch-mode': 'navigate' } });
  expect([download.status, download.text.includes('href="/sign-in"')]).toEqual([401, true]);
  expect(await sessionRows(person)).toEqual([]);
  // The gate has passed this one on as a page: its policy would take the document's own look away.
  const missing = await ask('/.well-known/nothing', { headers: { 'sec-fetch-mode': 'navigate' } });
  expect([missing.status, missing.headers['x-own-policy']]).toEqual([404, undefined]);
  expect(missing.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^,]*$/);
});

test('a password manager is led to where the password is changed, and believes the answer', async ({
  page,
  person,
}) => {
  for (const headers of [{}, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }]) {
    const answer = await ask('/.well-known/change-password', { headers });
    expect([answer.status, answer.headers.location]).toEqual([303, '/settings/security']);
  }
  const nothing = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
  for (const question of [{}, { cookie: await cookieOf(person) }])
    expect((await ask(nothing, question)).status).toBe(404);
  await page.goto('/.well-known/change-password');
  await fillSignIn(page, person);
  await page.waitForURL('**/settings/security');
});

test('a request to upgrade is a plain one', async () => {
  const upgrade = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  const health = await ask('/api/health', { headers: upgrade });
  expect([health.status, health.text]).toEqual([200, '{"status":"ok"}']);
  expect((await ask('http://evil.example/dashboard', { headers: upgrade })).status).toBe(303);
});

test('nobody is told of a proxy where there is none, and of one where there is', async ({ page, person }) => {
  const log = openOwnLog();
  const env = { ...process.env, NODE_ENV: 'production' as const };
  const [alone] = await startServers([{ env, logFile: log.file, port: await freeServerPort() }]);
  if (!alone) throw new Error('no server was started');
  try {
    await page.goto(`${alone.url}/sign-in`);
    // Once React has the form, it sends it by the action.
    await page.waitForFunction(() =>
      Object.keys(document.forms[0] ?? {}).some((key) => key.startsWith('__react')),
    );
    // Next fetches the page that the action leads to from this very server, and answers with it.
    const [answer] = await Promise.all([
      page.waitForResponse((response) => 'next-action' in response.request().headers()),
      fillSignIn(page, person),
    ]);
    expect(answer.headers()['x-action-redirect']).toContain('/dashboard');
    await page.waitForURL('**/dashboard');
    expect(answer.headers()['content-type']).toContain('text/x-component');
    expect(log.setupFaults()).toEqual([]);
    for (let times = 0; times < 3; times += 1)
      await ask('/sign-in', { at: alone.url, headers: { 'x-forwarded-for': '198.51.100.7' } });
    await expect.poll(() => log.setupFaults().length).toBe(1);
    expect(log.setupFaults()[0]).toMatchObject({ fault: 'unexpected_proxy', level: 'warn' });
  } finally {
    // It would go on asking a server that is gone.
    await page.goto('about:blank');
    await alone.stop();
    log.handOver();
  }
});

test('what a client says of the time is not read', async ({ person }) => {
  const cookie = await cookieOf(person);
  const { id } = await liveSession(person);
  const earlier = new Date(Date.now() - 3_600_000);
  const headers = {
    date: earlier.toUTCString(),
    'x-request-start': `t=${earlier.getTime()}`,
    'x-client-time': earlier.toISOString(),
  };
  const path = `/api/session?now=${earlier.getTime()}&timestamp=${earlier.getTime()}`;
  await age(person, { idleSeconds: 1790 });
  expect((await ask(path, { cookie, headers })).status).toBe(200);
  await age(person, { idleSeconds: 1801 });
  expect((await ask(path, { cookie, headers })).status).toBe(401);
  expect(await sessionRow(id)).toMatchObject({ ended_reason: 'idle_timeout' });
});
