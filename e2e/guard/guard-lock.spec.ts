import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { age, endInDatabase, sessionRows } from '../support/database';
import { idleDialog, lockedSheet, lookAgain, warningBar, withoutStream } from '../support/guard';
import { expectGone, expectNothingLeft } from '../support/leaks';
import { canary, createPerson, fillSignIn, signInAs, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';
import { addNote, notesOf } from '../support/test-notes';

test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

/** The idle timeout passes, and the page is looked at again. */
async function idleOut(page: Page, person: TestPerson): Promise<void> {
  await age(person, { idleSeconds: 1801 });
  await lookAgain(page);
  await expect(lockedSheet(page)).toBeVisible();
}

/** As long as the field takes. */
const longText = () =>
  `${canary('typed')} ${'one word after the other, and '.repeat(80)}`.slice(0, 1990).trim();

test('after the idle timeout the page is put away, and the sheet says why', async ({ signedIn, person }) => {
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await expect(signedIn.getByText(note)).toBeVisible();
  await idleOut(signedIn, person);
  await expectGone(signedIn, note);
  await expect(signedIn.getByRole('status').filter({ hasText: '30 minutes without activity' })).toBeVisible();
  await expect(signedIn.getByLabel('Email')).toHaveValue(person.email);
  await expect(signedIn.getByLabel('Password', { exact: true })).toBeFocused();
  await expect(signedIn.getByRole('link', { name: 'Use another account' })).toHaveAttribute(
    'href',
    '/sign-in',
  );
  await expect(signedIn.getByRole('link', { name: 'Skip to content' })).toHaveCount(0);
  await expect(signedIn).toHaveTitle(/^Signed out/);
  await expectAccessible(signedIn);
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['idle_timeout']);
});

test('a locked document holds no data of the page, not even out of sight', async ({ signedIn, person }) => {
  const note = canary();
  await addNote(person, note);
  await signedIn.goto('/test-notes');
  await idleOut(signedIn, person);
  await expectNothingLeft(signedIn, note);
});

test('the same person signs in where they stand and finds every word', async ({ signedIn, person }) => {
  const text = longText();
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A plan');
  await signedIn.getByLabel('Description').fill(text);
  await idleOut(signedIn, person);
  await expectGone(signedIn, text);
  await signedIn.getByLabel('Password', { exact: true }).fill('this is not the password');
  await signedIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(signedIn.getByText('do not match an account')).toBeVisible();
  await expectGone(signedIn, text);
  await fillSignIn(signedIn, person);
  await expect(lockedSheet(signedIn)).toHaveCount(0);
  await expect(signedIn.getByLabel('Name')).toHaveValue('A plan');
  await expect(signedIn.getByLabel('Description')).toHaveValue(text);
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect(await notesOf(person)).toMatchObject([{ name: 'A plan', description: text }]);
});

test('a form sent after the session ended is kept, and sent once after signing in', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/dashboard');
  const text = longText();
  await withoutStream(signedIn);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('Sent too late');
  await signedIn.getByLabel('Description').fill(text);
  await endInDatabase(person, 'revoked_by_user');
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await expect(lockedSheet(signedIn)).toBeVisible();
  expect(await notesOf(person)).toEqual([]);
  await fillSignIn(signedIn, person);
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect(await notesOf(person)).toMatchObject([{ name: 'Sent too late', description: text }]);
});

test('another person who signs in at the sheet gets a clean start', async ({ signedIn, person }) => {
  const [other, text, note] = [await createPerson('Bob Example'), canary('draft'), canary()];
  await addNote(person, note);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Description').fill(text);
  await idleOut(signedIn, person);
  await fillSignIn(signedIn, other);
  await signedIn.waitForURL('**/dashboard');
  await expect(signedIn.getByRole('heading', { level: 1 })).toContainText('Bob Example');
  for (const path of ['/test-notes/new', '/test-notes']) {
    await signedIn.goto(path);
    await expectNothingLeft(signedIn, text);
    await expectNothingLeft(signedIn, note);
    await expectNothingLeft(signedIn, person.email);
  }
});

test('eight hours of sleep end in a locked page, and nothing shows in between', async ({ page, person }) => {
  const note = canary();
  await addNote(person, note);
  await page.clock.install();
  await signInAs(page, person);
  await page.goto('/test-notes');
  await expect(page.getByText(note)).toBeVisible();
  await lookAgain(page);
  await age(person, { idleSeconds: 8 * 3600 });
  await page.clock.fastForward('08:00:00');
  await expectGone(page, note);
  await expect(lockedSheet(page)).toBeVisible();
  await expectGone(page, note);
});

test('after a sleep that the server knows nothing of, the page comes back as it was', async ({
  page,
  person,
}) => {
  await page.clock.install();
  await signInAs(page, person);
  await page.goto('/test-notes/new');
  const text = canary('typed');
  await page.getByLabel('Description').fill(text);
  await lookAgain(page);
  await page.clock.fastForward('08:00:00');
  await expect(page.getByLabel('Description')).toHaveValue(text);
  await expect(lockedSheet(page)).toHaveCount(0);
});

test('without a connection the page says so in a line, signs nobody out and keeps what was typed', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/ERR_INTERNET_DISCONNECTED/);
  await signedIn.goto('/test-notes/new');
  const text = canary('typed');
  await signedIn.getByLabel('Name').fill('Offline');
  await signedIn.getByLabel('Description').fill(text);
  await signedIn.context().setOffline(true);
  await lookAgain(signedIn);
  const line = signedIn.getByText("Can't reach the server. This does not sign you out.");
  await expect(line).toBeVisible();
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await expect(signedIn.getByText('What you typed is still here')).toBeVisible();
  await expect(signedIn.getByLabel('Description')).toHaveValue(text);
  // Back online, it goes through by itself.
  await signedIn.context().setOffline(false);
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
});

test('a server that answers with 503 signs nobody out', async ({ signedIn, expectTrouble }) => {
  await signedIn.goto('/dashboard');
  expectTrouble(/503/);
  await signedIn.route('**/api/session', (route) => route.fulfill({ status: 503, body: '{}' }));
  await lookAgain(signedIn);
  await expect(
    signedIn.getByText("The server isn't ready right now. This does not sign you out."),
  ).toBeVisible();
  await expect(signedIn.getByRole('heading', { level: 1 })).toBeVisible();
  await signedIn.unroute('**/api/session');
  await lookAgain(signedIn);
  await expect(
    signedIn.getByText("The server isn't ready right now. This does not sign you out."),
  ).toHaveCount(0);
});

test('past the deadline and offline, the page is put away until the server can be asked', async ({
  page,
  person,
  expectTrouble,
}) => {
  expectTrouble(/ERR_INTERNET_DISCONNECTED/);
  const note = canary();
  await addNote(person, note);
  await page.clock.install();
  await signInAs(page, person);
  await page.goto('/test-notes');
  await expect(page.getByText(note)).toBeVisible();
  await lookAgain(page);
  await page.context().setOffline(true);
  await page.clock.fastForward('31:00');
  await expect(page.getByRole('heading', { name: "Can't reach the server" })).toBeVisible();
  await expectGone(page, note);
  await page.context().setOffline(false);
  await expect(page.getByText(note)).toBeVisible();
  await expect(lockedSheet(page)).toHaveCount(0);
});

for (const [name, days] of [
  ['a day ahead', 1],
  ['a day behind', -1],
] as const) {
  test(`a browser clock that is ${name} changes nothing`, async ({ page, person }) => {
    await page.clock.install({ time: Date.now() + days * 86_400_000 });
    await signInAs(page, person);
    await page.clock.setSystemTime(Date.now() - days * 86_400_000);
    await lookAgain(page);
    await page.clock.fastForward(60_000);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(warningBar(page)).toHaveCount(0);
    await expect(idleDialog(page)).toHaveCount(0);
    await expect(lockedSheet(page)).toHaveCount(0);
    await age(person, { idleSeconds: 1745 });
    await lookAgain(page);
    await expect(idleDialog(page)).toContainText(/in 0:5\d/);
  });
}
