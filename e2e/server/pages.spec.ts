import type { Page } from '@playwright/test';
import { isOn } from '../../lib/config/features';
import { product } from '../../lib/config/product';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, sql } from '../support/database';
import { codeNow, createRecoveryCodes, enrol, keyShown, signInToCode } from '../support/factors';
import { cookieOf } from '../support/forms';
import { canary } from '../support/people';
import { expect, firefoxOnMac, safariOnIphone, test } from '../support/test';
import { addNote } from '../support/test-notes';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/**
 * Chromium may give text its colour a while after the ground, when the scheme changes under an open page. Nothing says when it
 * is done, so every style is worked out again.
 */
const settleColours = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { style } = document.documentElement;
    for (const display of ['none', '']) {
      style.display = display;
      void document.documentElement.offsetHeight;
    }
  });

async function expectGoodPage(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of [wide, phone]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await settleColours(page);
      await expectAccessible(page, colorScheme === 'light' ? 'all' : 'colours');
      if (size === phone) await expectNoSidewaysScroll(page);
    }
  }
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  expect(await page.title()).toContain(product.name);
}

for (const path of [
  ...['/', '/sign-in', '/sign-up', '/help/sessions', '/help/api', '/unavailable'],
  ...['/forgot-password', '/reset-password', '/verify-email', '/report-sign-in'],
  ...['/undo-email-change', '/undo-deletion', '/cancel-factor-reset', '/finish-factor-reset'],
]) {
  test(`${path} reads well in light and dark, wide and on a phone`, async ({ page }) => {
    // Else the page that waits for the database finds it and goes.
    await page.route('**/api/ready', () => undefined);
    await page.goto(path);
    await expectGoodPage(page);
  });
}

for (const path of [
  '/dashboard',
  '/projects', // only: sample
  '/projects/new', // only: sample
  '/settings/profile',
  '/settings/security',
  '/settings/sessions',
  '/settings/activity',
  '/settings/activity?kind=failures',
  '/settings/plan', // only: plans
  '/step-up',
  '/nothing-here',
]) {
  test(`${path} reads well in light and dark, wide and on a phone`, async ({
    signedIn,
    person,
    expectTrouble,
  }) => {
    test.slow();
    expectTrouble(/status of 404/);
    await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
    await cookieOf(person, { headers: { 'user-agent': safariOnIphone } });
    await age(person, { stepUpSeconds: 601 });
    await signedIn.goto(path);
    if (path === '/settings/sessions') await signedIn.getByRole('button', { name: 'Rename' }).first().click();
    await expectGoodPage(signedIn);
  });
}

for (const path of ['/sign-in/second-factor', '/sign-in/second-factor?with=recovery-code']) {
  test(`${path} reads well in light and dark, wide and on a phone`, async ({ signedIn, person }) => {
    test.slow();
    await enrol(signedIn);
    await signedIn.context().clearCookies({ name: 'session' });
    await signInToCode(signedIn, person);
    await signedIn.goto(path);
    await expectGoodPage(signedIn);
  });
}

test('/settings/security reads well with everything on it, and while an app is set up', async ({
  signedIn,
  person,
}) => {
  test.slow();
  await signedIn.goto('/settings/security');
  await signedIn.getByRole('button', { name: 'Set up authenticator app' }).click();
  await keyShown(signedIn);
  await expectGoodPage(signedIn);
  await signedIn.getByLabel('Code', { exact: true }).fill(await codeNow(await keyShown(signedIn)));
  await signedIn.getByRole('button', { name: 'Turn on' }).click();
  await createRecoveryCodes(signedIn);
  await expectGoodPage(signedIn);
  await sql`
    insert into known_devices (user_id, device_hash, device_name, trusted_at)
    values (${person.id}, sha256(${person.email}::bytea), 'Firefox on Mac', now())`;
  await signedIn.reload();
  await expect(signedIn.getByRole('list', { name: 'Trusted devices' })).toBeVisible();
  await expectGoodPage(signedIn);
});

test('the first Tab offers to skip to the content', async ({ signedIn }) => {
  await signedIn.goto('/test-notes');
  await signedIn.keyboard.press('Tab');
  await expect(signedIn.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await signedIn.keyboard.press('Enter');
  await expect(signedIn.getByRole('main')).toBeFocused();
});

for (const [name, size] of [
  ['wide', wide],
  ['a phone', phone],
] as const) {
  test(`the account menu works by keyboard on ${name}, and signs out`, async ({ signedIn }) => {
    await signedIn.setViewportSize(size);
    await signedIn.goto('/dashboard');
    const button = signedIn.getByRole('button', { name: 'Account menu' });
    await expect(button).toBeInViewport();
    await button.focus();
    await signedIn.keyboard.press('Enter');
    await expect(signedIn.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
    await expectAccessible(signedIn);
    await signedIn.keyboard.press('Escape');
    await expect(signedIn.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
    await signedIn.keyboard.press('Enter');
    await expect(signedIn.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
    if (isOn('organizations')) await signedIn.keyboard.press('ArrowDown');
    await signedIn.keyboard.press('ArrowDown');
    await expect(signedIn.getByRole('menuitem', { name: 'Sign out', exact: true })).toBeFocused();
    await signedIn.keyboard.press('Enter');
    await signedIn.waitForURL('**/sign-in');
  });
}

test('the dialog that confirms it is you works by keyboard alone and passes axe', async ({
  signedIn,
  person,
}) => {
  const { id } = await addNote(person, canary());
  await signedIn.goto(`/test-notes/${id}`);
  await age(person, { stepUpSeconds: 601 });
  const button = signedIn.getByRole('button', { name: 'Delete note' });
  await button.focus();
  await signedIn.keyboard.press('Enter');
  const question = signedIn.getByRole('alertdialog', { name: /^Delete “/ });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await signedIn.keyboard.press('Tab');
  await signedIn.keyboard.press('Enter');
  const dialog = signedIn.getByRole('dialog', { name: "Confirm it's you" });
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await expectAccessible(signedIn);
  await signedIn.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('an address that does not exist is told so inside the shell, by name and with a way back', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  for (const path of ['/nothing-here', '/test-notes/nothing', '/settings/nothing/at/all']) {
    const answer = await signedIn.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(signedIn).toHaveTitle(/^Page not found/);
    await expect(signedIn.getByRole('button', { name: 'Account menu' })).toBeVisible();
    await expect(signedIn.getByRole('link', { name: 'Go to the dashboard' })).toBeVisible();
  }
});

test('the navigation marks where one is', async ({ signedIn }) => {
  await signedIn.goto('/dashboard');
  const nav = signedIn.getByRole('navigation', { name: 'Main' });
  await expect(nav.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('aria-current', 'page');
  await signedIn.goto('/settings/profile');
  await expect(nav.getByRole('link', { name: 'Dashboard' })).not.toHaveAttribute('aria-current', 'page');
});

test('the theme that was chosen stays chosen', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/sign-in');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('at twice the text size nothing is lost at the side', async ({ signedIn }) => {
  await signedIn.setViewportSize({ width: 720, height: 900 });
  for (const path of ['/dashboard', '/settings/sessions', '/test-notes/new']) {
    await signedIn.goto(path);
    await signedIn.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    await expectNoSidewaysScroll(signedIn);
  }
});
