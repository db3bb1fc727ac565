import type { Page } from '@playwright/test';
import { age, liveSession } from '../support/database';
import { cookieOf } from '../support/forms';
import { lookAgain } from '../support/guard';
import { ask, fromOurPages } from '../support/http';
import { askRsc } from '../support/leaks';
import { signInAs, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const lastActive = async (person: TestPerson) => (await liveSession(person)).last_active_at.getTime();

/** Ages the session by so many seconds of idling, does something, and says whether that counted. */
async function counted(
  person: TestPerson,
  idleSeconds: number,
  doing: () => Promise<unknown>,
): Promise<boolean> {
  await age(person, { idleSeconds });
  const before = await lastActive(person);
  await doing();
  // A touch runs after its response: one that was due has come by the time a later request is answered.
  await new Promise((done) => setTimeout(done, 300));
  return (await lastActive(person)) !== before;
}

test('asking about a session never extends it', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const method of ['GET', 'HEAD']) {
    const moved = await counted(person, 1000, () => ask('/api/session', { method, cookie }));
    expect(moved, method).toBe(false);
  }
});

const passive: Record<string, (cookie: string) => Promise<unknown>> = {
  'a prefetch of the router': (cookie) =>
    askRsc('/test-notes', { cookie, headers: { 'next-router-prefetch': '1' } }),
  'a prefetch of the browser': (cookie) =>
    ask('/test-notes', { cookie, headers: { 'sec-purpose': 'prefetch;prerender' } }),
  'a HEAD request': (cookie) => ask('/test-notes', { cookie, method: 'HEAD' }),
  'an image': (cookie) => ask('/icon.svg', { cookie }),
};

for (const [what, doing] of Object.entries(passive)) {
  test(`${what} never extends it`, async ({ person }) => {
    const cookie = await cookieOf(person);
    expect(await counted(person, 1000, () => doing(cookie))).toBe(false);
  });
}

test('opening a page and following a link do', async ({ person }) => {
  const cookie = await cookieOf(person);
  expect(await counted(person, 1000, () => ask('/test-notes', { cookie }))).toBe(true);
  expect(await counted(person, 1000, () => askRsc('/test-notes', { cookie }))).toBe(true);
});

test('activity is written at most once a minute', async ({ person }) => {
  const cookie = await cookieOf(person);
  const touch = () => ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  expect(await counted(person, 58, touch)).toBe(false);
  expect(await counted(person, 60, () => Promise.all([touch(), touch(), touch(), touch()]))).toBe(true);
  const moment = await lastActive(person);
  await touch();
  expect(await lastActive(person)).toBe(moment);
});

test('a touch answers with the time that is left now', async ({ person }) => {
  const cookie = await cookieOf(person);
  await age(person, { idleSeconds: 1700 });
  const answer = await ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text).session.idleSecondsLeft).toBeGreaterThan(1790);
});

test('a touch cannot bring back a session that is over', async ({ person }) => {
  const cookie = await cookieOf(person);
  await age(person, { idleSeconds: 1800 });
  const answer = await ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  expect(answer.status).toBe(401);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'session_ended', reason: 'idle_timeout' });
});

test('no amount of activity moves the twelve-hour limit', async ({ person }) => {
  const cookie = await cookieOf(person);
  await age(person, { absoluteSeconds: 43_100, idleSeconds: 1700 });
  const signedInAt = (await liveSession(person)).signed_in_at;
  expect((await ask('/test-notes', { cookie })).status).toBe(200);
  await age(person, { idleSeconds: 1700 });
  await ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  expect((await liveSession(person)).signed_in_at).toEqual(signedInAt);
  await age(person, { absoluteSeconds: 43_200 });
  const ended = await ask('/api/session', { cookie });
  expect(JSON.parse(ended.text)).toMatchObject({ reason: 'absolute_timeout' });
});

/** Counts the reports of activity that a page sends from now on. */
function reportsOf(page: Page): { count: number } {
  const reports = { count: 0 };
  page.on('request', (request) => {
    if (request.url().endsWith('/api/session/touch')) reports.count += 1;
  });
  return reports;
}

test('typing is reported at most once a minute, and a page left alone reports nothing', async ({
  page,
  person,
}) => {
  await page.clock.install();
  await signInAs(page, person);
  await page.goto('/test-notes/new');
  await lookAgain(page);
  const reports = reportsOf(page);
  await age(person, { idleSeconds: 300 });
  const before = await lastActive(person);
  await page.clock.fastForward('20:00');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(reports.count).toBe(0);
  expect(await lastActive(person)).toBe(before);
  const report = page.waitForResponse('**/api/session/touch');
  await page.getByLabel('Name').pressSequentially('several keys');
  await report;
  expect(reports.count).toBe(1);
  expect(await lastActive(person)).toBeGreaterThan(before);
  await page.clock.fastForward(30_000);
  await page.getByLabel('Name').pressSequentially('more');
  expect(reports.count).toBe(1);
});
