import type { Page } from '@playwright/test';
import { endInDatabase, liveSession, sessionRows } from '../support/database';
import { cookieOf, recordAction, replay } from '../support/forms';
import { lockedSheet, lookAgain } from '../support/guard';
import { ask, fromOurPages } from '../support/http';
import { askRsc, expectGone, expectNothingLeft } from '../support/leaks';
import {
  canary,
  chooseFromAccountMenu,
  createPerson,
  heldCookie,
  heldSessionCookie,
  signInAs,
  signOutByMenu,
} from '../support/people';
import { expect, test } from '../support/test';
import { addNote, notesOf } from '../support/test-notes';

test('signing out takes the cookie out of the browser and what it stored with it', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/dashboard');
  const answer = signedIn.waitForResponse((response) => response.request().method() === 'POST');
  await signOutByMenu(signedIn);
  const headers = await (await answer).allHeaders();
  expect(headers['clear-site-data']).toContain('"cache"');
  expect(headers['clear-site-data']).toContain('"storage"');
  expect(headers['cache-control']).toContain('no-store');
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['signed_out']);
  await expect(signedIn.getByRole('status')).toHaveText(
    /^You signed out on this device at \d{1,2}:\d\d [AP]M\.$/,
  );
});

test('a cookie saved before signing out opens nothing afterwards', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  const note = canary();
  await addNote(person, note);
  const cookie = await heldCookie(signedIn.context());
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill(canary('made'));
  const create = await recordAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect((await askRsc('/test-notes', { cookie })).text).toContain(note);
  await signOutByMenu(signedIn);
  const api = await ask('/api/session', { cookie });
  expect(api.status).toBe(401);
  expect(JSON.parse(api.text)).toMatchObject({ code: 'session_ended', reason: 'signed_out' });
  const touched = await ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  expect(touched.status).toBe(401);
  expect((await ask('/test-notes', { cookie })).everything).not.toContain(note);
  for (const headers of [{}, { 'next-router-prefetch': '1' }]) {
    expect((await askRsc('/test-notes', { cookie, headers })).everything).not.toContain(note);
  }
  const { everything } = await replay(create, { cookie });
  expect(everything).not.toContain(note);
  expect(await notesOf(person)).toHaveLength(2);
});

test('signing out everywhere ends every session of the person and of nobody else', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await signedIn.goto('/dashboard');
  const [second, stranger] = [await cookieOf(person), await secondBrowser()];
  const bob = await createPerson('Bob Example');
  await signInAs(stranger, bob);
  await chooseFromAccountMenu(signedIn, 'Sign out everywhere');
  await signedIn.waitForURL('**/sign-in');
  const rows = await sessionRows(person);
  expect(rows.map((row) => row.ended_reason)).toEqual(['signed_out_everywhere', 'signed_out_everywhere']);
  expect((await ask('/api/session', { cookie: second })).status).toBe(401);
  await liveSession(bob);
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
});

test('Back and Forward after signing out show nothing of the account', async ({ signedIn, person }) => {
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await signedIn.getByText(note).click();
  await expect(signedIn.getByRole('heading', { name: note })).toBeVisible();
  await signOutByMenu(signedIn);
  for (const step of ['back', 'back', 'forward'] as const) {
    if (step === 'back') await signedIn.goBack({ waitUntil: 'commit' });
    else await signedIn.goForward({ waitUntil: 'commit' });
    await expectGone(signedIn, note);
    await signedIn.waitForLoadState();
    await expect(signedIn.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await expectGone(signedIn, note);
  }
});

test('after signing out the document holds no data of the account, not even out of sight', async ({
  signedIn,
  person,
}) => {
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await signOutByMenu(signedIn);
  await expectNothingLeft(signedIn, note);
  await expectNothingLeft(signedIn, person.email);
});

test('Back after the session was ended elsewhere shows nothing of the account', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await expect(signedIn.getByText(note)).toBeVisible();
  await signedIn.goto('about:blank');
  await endInDatabase(person, 'revoked_by_user');
  await signedIn.goBack({ waitUntil: 'commit' });
  await expectGone(signedIn, note);
  await expect(lockedSheet(signedIn).or(signedIn.getByRole('heading', { name: 'Sign in' }))).toBeVisible();
  await expectGone(signedIn, note);
});

/**
 * Whether Chromium takes a no-store page into its cache depends on its version (docs/security.md F15), so these are its events.
 * Says whether the text can be read after each, in the same moment, before anything else had a chance to run.
 */
const shownGoingAndComing = (page: Page, text: string) =>
  page.evaluate(
    (wanted) =>
      ['pagehide', 'pageshow'].map((name) => {
        window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
        return [...document.querySelectorAll('main')].some((main) => main.textContent?.includes(wanted));
      }),
    text,
  );

test('a page is emptied before it goes into the back/forward cache, and asks before it shows itself again', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await lookAgain(signedIn);
  await expect(signedIn.getByText(note)).toBeVisible();
  expect(await shownGoingAndComing(signedIn, note)).toEqual([false, false]);
  await expect(signedIn.getByText(note)).toBeVisible();
  await endInDatabase(person, 'revoked_by_user');
  expect(await shownGoingAndComing(signedIn, note)).toEqual([false, false]);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await expectGone(signedIn, note);
});

test('other tabs lock when one signs out', async ({ signedIn, person, expectTrouble }) => {
  await signedIn.goto('/dashboard');
  expectTrouble(/status of 401/);
  const note = canary();
  await addNote(person, note);
  const other = await signedIn.context().newPage();
  await other.goto('/test-notes');
  await expect(other.getByText(note)).toBeVisible();
  await signOutByMenu(signedIn);
  await expect(lockedSheet(other)).toBeVisible();
  await expectGone(other, note);
  await expect(other.getByText(/You signed out on this device at \d{1,2}:\d\d [AP]M\./)).toBeVisible();
});

test('other tabs lock when an API client of this browser signs out and they are looked at', async ({
  signedIn,
  expectTrouble,
}) => {
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('button', { name: 'Account menu' })).toBeVisible();
  expectTrouble(/status of 401/);
  const status = await signedIn.evaluate(
    async () => (await fetch('/api/session', { method: 'DELETE' })).status,
  );
  expect(status).toBe(204);
  await signedIn.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(lockedSheet(signedIn)).toBeVisible();
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
});

test('signing out twice, or with a cookie that opens nothing, is harmless', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  const cookie = await heldCookie(signedIn.context());
  const call = await recordAction(signedIn, () => signOutByMenu(signedIn));
  const [first] = await sessionRows(person);
  for (const held of [cookie, 'garbage', `${cookie.slice(0, -30)}AAAA`, '']) {
    expect((await replay(call, { cookie: held }, '/dashboard')).status).toBeLessThan(500);
    const api = await ask('/api/session', { method: 'DELETE', cookie: held, headers: fromOurPages() });
    expect(api.status).toBe(204);
  }
  const [after] = await sessionRows(person);
  expect(after).toEqual(first);
});

test('looking at an address that sounds like signing out does nothing', async ({ signedIn, person }) => {
  const cookie = await heldCookie(signedIn.context());
  for (const path of [
    '/sign-out',
    '/logout',
    '/signout',
    '/api/sign-out',
    '/api/session?_method=DELETE',
    '/sign-in?sign-out=1',
  ]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const headers = { 'x-http-method-override': 'DELETE' };
      expect((await ask(path, { method, cookie, headers })).status, `${method} ${path}`).toBeLessThan(500);
    }
  }
  expect((await liveSession(person)).ended_at).toBeNull();
  expect((await ask('/api/session', { cookie })).status).toBe(200);
});
