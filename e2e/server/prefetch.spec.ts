/** What a page asks for beside itself. */

import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

/** The addresses that the router asks for, as they come. */
function askedByRouter(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (searchParams.has('_rsc')) asked.push(pathname);
  });
  return asked;
}

test('a page that is only looked at fetches no other page ahead', async ({ signedIn }) => {
  const asked = askedByRouter(signedIn);
  // The stream is opened once everything runs; what is in view has been seen by then.
  const stream = signedIn.waitForRequest('**/api/session/events');
  await signedIn.goto('/settings/sessions');
  await stream;
  await signedIn.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  expect(asked).toEqual([]);
});

test('a link that someone points at, or reaches by keyboard, is fetched ahead', async ({ signedIn }) => {
  await signedIn.goto('/settings/sessions');
  const asked = askedByRouter(signedIn);
  const settings = signedIn.getByRole('navigation', { name: 'Settings' });
  await settings.getByRole('link', { name: 'Activity' }).hover();
  await expect.poll(() => [...new Set(asked)]).toEqual(['/settings/activity']);
  await settings.getByRole('link', { name: 'Profile' }).focus();
  await expect.poll(() => [...new Set(asked)]).toEqual(['/settings/activity', '/settings/profile']);
});
