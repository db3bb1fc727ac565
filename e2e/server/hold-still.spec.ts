/** A press lands where it was aimed: nothing moves while a page comes to life. */

import type { Page } from '@playwright/test';
import { enrol } from '../support/factors';
import { cookieOf } from '../support/forms';
import { expect, firefoxOnMac, test } from '../support/test';

/** Where each thing stands that can be pressed or read, in order; without what is only there with scripts. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, h3, p, a, input, button')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .map((each) => {
        const { x, y } = each.getBoundingClientRect();
        return `${each.tagName} ${each.textContent || each.ariaLabel || ''} at ${Math.round(x)}, ${Math.round(y)}`;
      }),
  );

/** Resolves once React has every button, and has shown what it knows only then. */
async function awake(): Promise<void> {
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
  const isHydrated = (each: Element) => Object.keys(each).some((key) => key.startsWith('__reactProps'));
  while (![...document.querySelectorAll('button, form')].every(isHydrated)) await frame();
  await frame();
  await frame();
}

/** Compares the page as it comes from the server with the page once its scripts run. */
async function expectStill(page: Page, path: string): Promise<void> {
  let release = (): void => undefined;
  const held = new Promise<void>((go) => {
    release = go;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  await expect(page.locator('footer, nav').last()).toBeVisible();
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(({ sheet }) => sheet),
  );
  const before = await places(page);
  release();
  await page.waitForLoadState('load');
  await page.evaluate(awake);
  const after = await places(page);
  expect(
    before.filter((place) => !after.includes(place)),
    path,
  ).toEqual([]);
  await page.unroute('**/_next/static/**/*.js');
}

test('nothing moves while the pages before sign-in come to life', async ({ page }) => {
  for (const path of ['/', '/sign-in', '/sign-up', '/forgot-password', '/help/sessions'])
    await expectStill(page, path);
});

test('nothing moves while the pages of an account come to life', async ({ signedIn, person }) => {
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  // The first page of all tells the server which time zone its times are for.
  await signedIn.goto('/dashboard');
  const names = async () => (await signedIn.context().cookies()).map(({ name }) => name);
  await expect.poll(names).toContain('zone');
  await expectStill(signedIn, '/settings/sessions');
  await enrol(signedIn);
  for (const path of [
    ...['/dashboard', '/test-notes', '/test-notes/new', '/settings/profile', '/settings/security'],
    '/settings/activity',
    '/settings/plan', // only: plans
  ])
    await expectStill(signedIn, path);
});
