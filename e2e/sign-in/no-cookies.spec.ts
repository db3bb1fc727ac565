/** A browser that keeps no cookies: it cannot be signed in, is told why, and leaves no session behind that nobody holds. */

import { startCookielessProxy } from '../support/cookieless';
import { sessionRows, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import { postForm } from '../support/forms';
import { ask, cookieSet } from '../support/http';
import { fillSignIn, type TestPerson } from '../support/people';
import { sealOf } from '../support/seal';
import { expect, test } from '../support/test';

const sentence = 'This browser didn’t keep the cookie that signs you in.';

/** Without scripts, by the real form; returns what the browser is sent on to, and the cookie that it was given. */
async function signedIn(person: TestPerson, next = '/test-notes?by=name') {
  const typed = { email: person.email, password: person.password, next };
  const answer = await postForm('/sign-in', 'name="email"', typed);
  return { to: answer.headers.location ?? '', cookie: cookieSet(answer) };
}

const pathOf = (location: string | undefined) => {
  const { pathname, search } = new URL(location ?? '', baseUrl());
  return pathname + search;
};

const live = async (person: TestPerson) =>
  (await sessionRows(person)).filter(({ ended_at }) => ended_at === null).length;

test('without scripts, it is told on the sign-in page, and the session does not stay', async ({ person }) => {
  const { to } = await signedIn(person);
  expect(await live(person)).toBe(1);
  const back = await ask(pathOf(to));
  expect(back.status).toBe(303);
  expect(pathOf(back.headers.location)).toMatch(/^\/sign-in\?next=%2Ftest-notes%3Fby%3Dname&cookies=Fe26/);
  const page = await ask(pathOf(back.headers.location));
  expect(page.text.includes(sentence), 'the page says why').toBe(true);
  expect(await live(person)).toBe(0);
});

test('a browser that does keep the cookie goes on to where it wanted, without the mark', async ({
  person,
}) => {
  const { to, cookie } = await signedIn(person);
  const answer = await ask(pathOf(to), { cookie });
  expect(pathOf(answer.headers.location)).toBe('/test-notes?by=name');
  expect((await ask('/test-notes?by=name', { cookie })).status).toBe(200);
});

test('anyone who finds the mark later ends nothing: the session has been used since', async ({ person }) => {
  const { to, cookie } = await signedIn(person);
  await ask('/api/session/touch', { method: 'POST', cookie, headers: { origin: baseUrl() } });
  await sql`update sessions set last_active_at = last_active_at + interval '1 second' where user_id = ${person.id}`;
  await ask(pathOf(to));
  expect(await live(person)).toBe(1);
});

test('no address that anybody can write makes the page claim it, to a browser that never tried either', async () => {
  const forged = await sealOf({ 'no-cookies': { until: 'x' } });
  for (const query of ['cookies=off', 'cookies=', `cookies=${encodeURIComponent(forged)}`]) {
    const answer = await ask(`/sign-in?${query}`);
    expect([query, answer.status, answer.text.includes(sentence)]).toEqual([query, 200, false]);
  }
  const marked = await ask('/dashboard?cookie-check=x');
  expect(marked.status).toBe(303);
  expect(pathOf(marked.headers.location)).toBe('/dashboard');
});

test('nor does the real one once the browser brings a cookie of ours', async ({ person }) => {
  const { to } = await signedIn(person);
  const told = pathOf((await ask(pathOf(to))).headers.location);
  expect((await ask(told)).text.includes(sentence)).toBe(true);
  const answer = await ask(told, { headers: { cookie: `device=${'d'.repeat(43)}` } });
  expect(answer.text.includes(sentence)).toBe(false);
});

test('a mark that leads elsewhere leads nowhere', async ({ person }) => {
  const { to } = await signedIn(person);
  const mark = new URL(to, baseUrl()).searchParams.get('cookie-check');
  const answer = await ask(`/%2F%2Fevil.com/?cookie-check=${encodeURIComponent(mark ?? '')}`);
  if (answer.headers.location) expect(new URL(answer.headers.location, baseUrl()).origin).toBe(baseUrl());
});

test('with scripts, it is told as well', async ({ browser, person }) => {
  const proxy = await startCookielessProxy();
  const context = await browser.newContext({ baseURL: baseUrl(), proxy });
  try {
    const page = await context.newPage();
    await page.goto('/sign-in?next=/test-notes');
    await fillSignIn(page, person);
    await expect(page.getByRole('status')).toContainText(sentence);
    await expect(page.getByLabel('Email')).toBeVisible();
    expect(await live(person)).toBe(0);
  } finally {
    await context.close();
    proxy.stop();
  }
});
