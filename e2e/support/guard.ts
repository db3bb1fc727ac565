/** Handles on the session guard in the page: its sheets and dialogs by the names people see, and the browser's clock. */

import { expect, type Page } from '@playwright/test';

export const warningBar = (page: Page) => page.getByRole('status', { name: 'Session warning' });
export const idleDialog = (page: Page) => page.getByRole('alertdialog', { name: 'Are you still there?' });
export const lockedSheet = (page: Page) => page.getByRole('heading', { name: 'You were signed out' });
export const stepUpDialog = (page: Page) => page.getByRole('dialog', { name: "Confirm it's you" });

/**
 * The page comes back into view: the guard asks the server, as it does when somebody returns to the window.
 * Again and again until it does, because a page that was just loaded does not listen yet.
 */
export const lookAgain = (page: Page) =>
  expect(async () => {
    const focus = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await Promise.all([page.waitForRequest('**/api/session', { timeout: 500 }), focus()]);
  }).toPass();

/** From its next load on, the page is not told when its session ends: as in a browser without locks, or behind a proxy in the way. */
export const withoutStream = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));

/** From now on the page's clock and timers move by `page.clock` alone. Before the first `goto`. @public */
export async function installClock(page: Page): Promise<void> {
  await page.clock.install();
}
