import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, auditRows, sessionRow, sessionRows, sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { lockedSheet, lookAgain } from '../support/guard';
import { ask } from '../support/http';
import { fillSignIn, signInAs, signOutByMenu, type TestPerson } from '../support/people';
import { expect, firefoxOnMac, test } from '../support/test';

const note = (page: Page) => page.getByRole('status').filter({ hasText: 'You can be signed in on' });
const live = async (person: TestPerson) => (await sessionRows(person)).filter(({ ended_at }) => !ended_at);

/** Ten devices, of which `Firefox on Mac` was used longest ago. Returns its session and cookie. */
async function tenDevices(person: TestPerson): Promise<{ id: string; cookie: string }> {
  const cookie = await cookieOf(person, { headers: { 'user-agent': firefoxOnMac }, remember: true });
  const [first] = await live(person);
  for (let n = 1; n < 10; n += 1) await cookieOf(person, { remember: true });
  await age(first?.id ?? '', { idleSeconds: 86_400, absoluteSeconds: 90_000 });
  return { id: first?.id ?? '', cookie };
}

test('the eleventh device is let in, told which one had to go, and can put the note away', async ({
  page,
  person,
}) => {
  const oldest = await tenDevices(person);
  await signInAs(page, person);
  await expect(note(page)).toHaveText(
    /You can be signed in on 10 devices, so Firefox on Mac, last active yesterday, was signed out\./,
  );
  await expect(page).toHaveTitle(/Dashboard/);
  await expectAccessible(page);
  expect(await live(person)).toHaveLength(10);
  expect((await sessionRow(oldest.id)).ended_reason).toBe('session_limit');
  expect((await ask('/api/session', { cookie: oldest.cookie })).status).toBe(401);
  expect((await auditRows(person)).map(({ event }) => event)).toContain('excess_sessions_exceeded');
  await page.goto('/test-notes');
  await expect(note(page)).toBeVisible();
  await note(page).getByRole('link', { name: 'See your sessions' }).click();
  await page.waitForURL('**/settings/sessions');
  await note(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(note(page)).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note(page)).toHaveCount(0);
});

test('with room for one more nothing is said', async ({ page, person }) => {
  await tenDevices(person);
  await age((await live(person))[3]?.id ?? '', { absoluteSeconds: 31 * 86_400 });
  await signInAs(page, person);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note(page)).toHaveCount(0);
  expect((await sessionRows(person)).map(({ ended_reason }) => ended_reason)).not.toContain('session_limit');
});

test('the note is for the session that it speaks of and for ten minutes', async ({ page, person }) => {
  await tenDevices(person);
  await signInAs(page, person);
  await expect(note(page)).toBeVisible();
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'displacing-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  const secondsLeft = (cookie?.expires ?? 0) - Date.now() / 1000;
  expect(secondsLeft).toBeGreaterThan(500);
  expect(secondsLeft).toBeLessThanOrEqual(600);
  await signOutByMenu(page);
  await signInAs(page, person);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note(page)).toHaveCount(0);
});

test('the page on the device that had to go says why', async ({ signedIn, person, expectTrouble }) => {
  await signedIn.goto('/dashboard');
  expectTrouble(/status of 401/);
  const [own] = await live(person);
  for (let n = 1; n < 10; n += 1) await cookieOf(person);
  await age(own?.id ?? '', { idleSeconds: 600 });
  await cookieOf(person);
  await lookAgain(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await expect(
    signedIn.getByText('You signed in on more than 10 devices, so the one used longest ago was signed out.'),
  ).toBeVisible();
});

test('signing in again in place tells which device had to go', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('Kept');
  await sql`update sessions set ended_at = now(), ended_reason = 'idle_timeout' where user_id = ${person.id}`;
  await tenDevices(person);
  await lookAgain(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await fillSignIn(signedIn, person);
  await expect(note(signedIn)).toContainText('so Firefox on Mac, last active yesterday, was signed out');
  await expect(signedIn.getByLabel('Name')).toHaveValue('Kept');
});

test('the history says that there were too many devices', async ({ page, person }) => {
  await tenDevices(person);
  await signInAs(page, person);
  await page.goto('/settings/sessions');
  await page.getByText('Ended sessions (1)').click();
  await expect(page.getByText(/too many devices, after a sign-in from Chrome on /)).toBeVisible();
});

test('an administrator may be signed in on three devices', async ({ page, person }) => {
  await sql`update users set role = 'administrator' where id = ${person.id}`;
  for (let n = 0; n < 3; n += 1) await cookieOf(person, { remember: true });
  await signInAs(page, person);
  await expect(note(page)).toContainText('You can be signed in on 3 devices');
  expect(await live(person)).toHaveLength(3);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });

  test('the note is there, fits, and goes when it is dismissed', async ({ page, person }) => {
    await tenDevices(person);
    await signInAs(page, person);
    await expect(note(page)).toContainText('Firefox on Mac, last active yesterday, was signed out');
    await expectNoSidewaysScroll(page);
    await note(page).getByRole('button', { name: 'Dismiss' }).click();
    await expect(note(page)).toHaveCount(0);
    await page.goto('/test-notes');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(note(page)).toHaveCount(0);
  });
});
