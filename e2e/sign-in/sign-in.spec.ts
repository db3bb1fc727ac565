import { createHash } from 'node:crypto';
import { age, liveSession, sessionRows, sql } from '../support/database';
import { postForm } from '../support/forms';
import { ask } from '../support/http';
import {
  canary,
  createPerson,
  fillSignIn,
  freshEmail,
  freshPassword,
  heldCookie,
  heldSessionCookie,
  signInAs,
} from '../support/people';
import { expect, test } from '../support/test';
import { addNote } from '../support/test-notes';

test('a wrong password and an unknown address are answered with the same words', async ({ page, person }) => {
  const wrong = [
    { email: person.email, password: freshPassword() },
    { email: freshEmail(), password: freshPassword() },
  ];
  const answers: string[] = [];
  for (const attempt of wrong) {
    await page.goto('/sign-in');
    await fillSignIn(page, attempt);
    const message = page.getByText(/do not match an account/);
    await expect(message).toBeVisible();
    answers.push((await message.textContent()) ?? '');
    await expect(page.getByLabel('Email')).toHaveValue(attempt.email);
  }
  expect(answers[0]).toBe(answers[1]);
  expect(await heldSessionCookie(page.context())).toBeUndefined();
});

test('an account that is switched off is answered like a wrong password', async ({ page, person }) => {
  await sql`update users set disabled_at = now() where id = ${person.id}`;
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await expect(page.getByText(/do not match an account/)).toBeVisible();
  expect(await sessionRows(person)).toEqual([]);
});

const delayKey = (email: string) => createHash('sha256').update(`sign-in:${email}`).digest('hex');

test('after too many wrong passwords a person is told how long to wait, and then gets in', async ({
  page,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 429/);
  for (let tries = 0; tries < 6; tries += 1) {
    const answer = await postForm('/sign-in', 'name="email"', {
      email: person.email,
      password: 'a wrong one',
    });
    expect(answer.status).toBe(200);
  }
  const key = delayKey(person.email);
  await sql`update sign_in_delays set open_at = now() + interval '45 seconds' where key = ${key}`;
  await page.goto('/sign-in');
  const refusal = page.waitForResponse((response) => response.status() === 429);
  await fillSignIn(page, person);
  const wait = Number((await (await refusal).allHeaders())['retry-after']);
  expect(wait).toBeGreaterThan(30);
  expect(wait).toBeLessThanOrEqual(45);
  await expect(page.getByText(/Too many tries\. Wait \d\d seconds, then try again\./)).toBeVisible();
  await sql`update sign_in_delays set open_at = now() where key = ${key}`;
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard');
  expect(await sql`select 1 from sign_in_delays where key = ${key}`).toHaveLength(0);
});

test('throttling counts a try at either instance', async ({ person }) => {
  const key = delayKey(person.email);
  const wrong = { email: person.email, password: 'a wrong one' };
  await postForm('/sign-in', 'name="email"', wrong);
  await postForm('/sign-in', 'name="email"', wrong, { at: process.env.E2E_SECOND_URL });
  const [row] = await sql`select failures from sign_in_delays where key = ${key}`;
  expect(row?.failures).toBe(2);
});

for (const path of ['/settings/sessions', '/test-notes/new?from=mail&tag=a%20b%26c']) {
  test(`a person who asked for ${path} gets there after signing in`, async ({ page, person }) => {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await fillSignIn(page, person);
    await page.waitForURL(`**${path}`);
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path);
  });
}

test('the session cookie is for the server alone and goes with the browser', async ({ signedIn, person }) => {
  const [cookie] = (await signedIn.context().cookies()).filter(({ name }) => name === 'session');
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    domain: 'localhost',
    expires: -1,
  });
  const { value } = cookie ?? { value: '' };
  const parts = value.split(/[.*~]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  for (const personal of [person.id, person.email, person.name, (await liveSession(person)).id])
    expect([value, ...parts].join('\n')).not.toContain(personal);
});

test('“keep me signed in” gives the cookie at most thirty days', async ({ page, person }) => {
  await page.goto('/sign-in');
  const answer = page.waitForResponse(
    (response) => response.request().method() === 'POST' && new URL(response.url()).pathname === '/sign-in',
  );
  await fillSignIn(page, person, true);
  const header = (await (await answer).headersArray()).find(
    ({ name, value }) => name.toLowerCase() === 'set-cookie' && value.startsWith('session='),
  );
  const maxAge = Number(/Max-Age=(\d+)/i.exec(header?.value ?? '')?.[1]);
  expect(maxAge).toBeGreaterThan(0);
  expect(maxAge).toBeLessThanOrEqual(2_592_000);
  await page.waitForURL('**/dashboard');
  await heldCookie(page.context());
  expect((await liveSession(person)).remembered).toBe(true);
});

test('nothing that opens a session is within reach of a script', async ({ signedIn }) => {
  await signedIn.goto('/dashboard');
  const cookie = await heldCookie(signedIn.context());
  for (const path of ['/dashboard', '/test-notes/new', '/settings/sessions']) {
    await signedIn.goto(path);
    const kept = await signedIn.evaluate(async () => ({
      cookies: document.cookie,
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    expect(JSON.stringify(kept)).not.toContain(cookie.slice(0, 40));
    expect(kept.cookies).not.toMatch(/session=/);
    expect(kept).toMatchObject({ session: '{}', databases: 0, caches: 0 });
    expect(kept.local).not.toMatch(/@example\.com|token|eyJ/);
    expect(await signedIn.content()).not.toContain(cookie);
  }
});

test('signing in again in the same browser replaces the session that it carried', async ({
  page,
  person,
}) => {
  const other = await createPerson('Bob Example');
  const note = canary();
  await addNote(person, note);
  // This tab's sign-in form was there before anybody signed in.
  const tab = await page.context().newPage();
  await tab.goto('/sign-in');
  await signInAs(page, person);
  const old = await heldCookie(page.context());
  const { id } = await liveSession(person);
  await fillSignIn(tab, other);
  await tab.waitForURL('**/dashboard');
  expect(await heldCookie(page.context())).not.toBe(old);
  const rows = await sessionRows(person);
  expect(rows.map((row) => [row.id, row.ended_reason, row.user_id])).toEqual([[id, 'replaced', person.id]]);
  const replayed = await ask('/api/session', { cookie: old });
  expect(replayed.status).toBe(401);
  expect(JSON.parse(replayed.text)).toMatchObject({ code: 'session_ended', reason: 'replaced' });
  expect((await ask('/test-notes', { cookie: old })).everything).not.toContain(note);
});

test('two sign-ins in the same second are two sessions with two cookies', async ({
  page,
  secondBrowser,
  person,
}) => {
  const other = await secondBrowser();
  await Promise.all([signInAs(page, person), signInAs(other, person)]);
  expect(await sessionRows(person)).toHaveLength(2);
  expect(await heldCookie(page.context())).not.toBe(await heldCookie(other.context()));
});

test('a person who is signed in is taken past the sign-in page', async ({ signedIn }) => {
  await signedIn.goto('/sign-in?next=/test-notes');
  await expect(signedIn).toHaveURL(/\/test-notes$/);
});

test('a cookie that never was a session makes no row and is cleared', async ({ person }) => {
  const [before] = await sql`select count(*)::int as rows from sessions where user_id = ${person.id}`;
  const answer = await ask('/dashboard', { cookie: 'Fe26.2*1*aaaa*bbbb*cccc*1*dddd*eeee~2' });
  expect(answer.status).toBe(303);
  expect(answer.setCookies.join()).toMatch(/session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i);
  const [after] = await sql`select count(*)::int as rows from sessions where user_id = ${person.id}`;
  expect(after?.rows).toBe(before?.rows);
});

test('a session one second past its idle timeout stays ended even when its row is moved back', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  // The page that is left may hear of it first.
  expectTrouble(/status of 401/);
  const { id } = await liveSession(person);
  await age(id, { idleSeconds: 1801 });
  await signedIn.goto('/dashboard');
  await expect(signedIn).toHaveURL(/\/sign-in/);
  await sql`update sessions set last_active_at = now() where id = ${id}`;
  await signedIn.goto('/dashboard');
  await expect(signedIn).toHaveURL(/\/sign-in/);
});
