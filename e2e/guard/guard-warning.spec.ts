import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { age, liveSession, sessionRow, sessionRows } from '../support/database';
import { idleDialog, lookAgain, warningBar } from '../support/guard';
import { canary, signInAs, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

/** The guard learns that this many seconds are left until the idle timeout of 1,800. */
async function idleSecondsLeft(page: Page, person: TestPerson, seconds: number): Promise<void> {
  await age(person, { idleSeconds: 1800 - seconds });
  await lookAgain(page);
}

const idleFor = async (person: TestPerson) =>
  (Date.now() - (await liveSession(person)).last_active_at.getTime()) / 1000;

const stay = (page: Page) => idleDialog(page).getByRole('button', { name: 'Stay signed in' });

test('in the last two minutes a banner offers to stay signed in, and does', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  await idleSecondsLeft(signedIn, person, 125);
  await expect(signedIn.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(warningBar(signedIn)).toHaveCount(0);
  await idleSecondsLeft(signedIn, person, 110);
  await expect(warningBar(signedIn)).toContainText(
    "We'll sign you out in 2 minutes because you've been inactive.",
  );
  await expect(idleDialog(signedIn)).toHaveCount(0);
  await expectAccessible(signedIn);
  await warningBar(signedIn).getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warningBar(signedIn)).toHaveCount(0);
  expect(await idleFor(person)).toBeLessThan(10);
});

for (const key of ['Enter', 'Escape']) {
  test(`in the last minute a question comes up, and ${key} stays signed in`, async ({ signedIn, person }) => {
    await signedIn.goto('/dashboard');
    await idleSecondsLeft(signedIn, person, 55);
    await expect(idleDialog(signedIn)).toContainText(/For your security we'll sign you out in 0:5\d/);
    await expect(stay(signedIn)).toBeFocused();
    await signedIn.keyboard.press(key);
    await expect(idleDialog(signedIn)).toHaveCount(0);
    await expect.poll(() => idleFor(person)).toBeLessThan(10);
  });
}

test('a person may stay ten times in a row', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  for (let times = 1; times <= 10; times += 1) {
    await idleSecondsLeft(signedIn, person, 45);
    await stay(signedIn).click();
    await expect(idleDialog(signedIn)).toHaveCount(0);
    await expect.poll(() => idleFor(person)).toBeLessThan(10);
  }
});

test('the question keeps the focus, passes axe, and gives the focus back', async ({ signedIn, person }) => {
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').focus();
  await idleSecondsLeft(signedIn, person, 55);
  await expect(stay(signedIn)).toBeFocused();
  await expectAccessible(signedIn);
  await signedIn.evaluate(() =>
    document
      .querySelector('main')
      ?.addEventListener('focusin', () => document.body.setAttribute('data-left', '')),
  );
  for (let tabs = 0; tabs < 4; tabs += 1) {
    await signedIn.keyboard.press('Tab');
    // The stops at either end send it round in the next frame.
    await expect
      .poll(() => idleDialog(signedIn).evaluate((dialog) => dialog.contains(document.activeElement)))
      .toBe(true);
  }
  await expect(signedIn.locator('body[data-left]')).toHaveCount(0);
  await signedIn.keyboard.press('Escape');
  await expect(signedIn.getByLabel('Name')).toBeFocused();
});

test('“Sign out now” signs out', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  await idleSecondsLeft(signedIn, person, 55);
  await idleDialog(signedIn).getByRole('button', { name: 'Sign out now' }).click();
  await signedIn.waitForURL('**/sign-in');
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['signed_out']);
});

test('as time goes by the banner becomes the question', async ({ page, person }) => {
  await page.clock.install();
  await signInAs(page, person);
  await idleSecondsLeft(page, person, 90);
  await expect(warningBar(page)).toBeVisible();
  // The server's time goes by as well, in case that it is asked on the way.
  await age(person, { idleSeconds: 1800 - 55 });
  await page.clock.fastForward(35_000);
  await expect(idleDialog(page)).toBeVisible();
  await expect(warningBar(page)).toHaveCount(0);
});

test('typing under the banner is activity enough', async ({ signedIn, person }) => {
  await signedIn.goto('/test-notes/new');
  await idleSecondsLeft(signedIn, person, 100);
  await expect(warningBar(signedIn)).toBeVisible();
  // The guard listens for activity of more than a second after its last report.
  await expect(async () => {
    await signedIn.getByLabel('Name').pressSequentially('still here');
    await expect(warningBar(signedIn)).toHaveCount(0, { timeout: 500 });
  }).toPass();
  expect(await idleFor(person)).toBeLessThan(10);
  await expect(signedIn.getByLabel('Name')).toHaveValue(/still here/);
});

test('a hidden tab counts down in its title', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  const own = await signedIn.title();
  const show = (state: 'hidden' | 'visible') =>
    signedIn.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { get: () => value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await idleSecondsLeft(signedIn, person, 55);
  await expect(idleDialog(signedIn)).toBeVisible();
  await show('hidden');
  await expect(signedIn).toHaveTitle(/^0:\d\d Are you still there\?$/);
  const first = await signedIn.title();
  await expect.poll(() => signedIn.title()).not.toBe(first);
  await show('visible');
  await expect(signedIn).toHaveTitle(own);
});

test('a person who is kept signed in gets no idle warning', async ({ page, person }) => {
  await signInAs(page, person, { remember: true });
  await age(person, { idleSeconds: 7 * 86_400 - 50, absoluteSeconds: 7 * 86_400 });
  const answer = page.waitForResponse('**/api/session');
  await lookAgain(page);
  expect((await (await answer).json()).session).toMatchObject({ warningLeadSeconds: 0 });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(warningBar(page)).toHaveCount(0);
  await expect(idleDialog(page)).toHaveCount(0);
});

test('before the twelve-hour limit a person signs in again in place and loses nothing', async ({
  signedIn,
  person,
}) => {
  const text = canary('a long text ');
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Description').fill(text);
  const old = await liveSession(person);
  await age(person, { absoluteSeconds: 43_200 - 240 });
  await lookAgain(signedIn);
  await expect(warningBar(signedIn)).toContainText(
    /This session reaches its 12-hour limit at \d{1,2}:\d\d [AP]M\. Sign in again now and keep working\./,
  );
  await warningBar(signedIn).getByRole('button', { name: 'Sign in again' }).click();
  const dialog = signedIn.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toContainText(person.email);
  await expect(dialog).toContainText('you can keep working for another 12 hours.');
  await expectAccessible(signedIn);
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(warningBar(signedIn)).toHaveCount(0);
  await expect(dialog).toHaveCount(0);
  await expect(signedIn.getByLabel('Description')).toHaveValue(text);
  expect((await sessionRow(old.id)).ended_reason).toBe('replaced');
  const fresh = await liveSession(person);
  expect(Date.now() - fresh.signed_in_at.getTime()).toBeLessThan(30_000);
  expect(Date.now() - fresh.last_active_at.getTime()).toBeLessThan(30_000);
});

test('activity does not help against the twelve-hour limit', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  await age(person, { absoluteSeconds: 43_200 - 40, idleSeconds: 1800 - 50 });
  await lookAgain(signedIn);
  await expect(warningBar(signedIn)).toContainText('12-hour limit');
  await expect(idleDialog(signedIn)).toHaveCount(0);
});
