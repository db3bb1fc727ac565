/** Sentences and frames stand only where they are true. */

import { sql } from '../support/database';
import { cookieOf, postForm } from '../support/forms';
import { ask } from '../support/http';
import { askRsc } from '../support/leaks';
import { waitForMail } from '../support/mail';
import { heldCookie, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

const protectedPages = ['/dashboard', '/test-notes', '/settings', '/settings/security', '/no-such-page'];

test('nothing of a signed-in page is drawn without a session, whatever asks for it', async () => {
  for (const path of [...protectedPages, '/settings/profile', '/settings/sessions', '/test-sensitive']) {
    for (const answer of [await ask(path), await askRsc(path), await askRsc(path, { cookie: 'garbage' })]) {
      for (const part of ['Account menu', '"Settings"', '/settings/activity', 'Skip to settings'])
        expect(answer.everything, path).not.toContain(part);
    }
  }
});

test('after a sign-out, Back shows no frame of a page without its page', async ({ signedIn }) => {
  await signedIn.goto('/settings/profile');
  await signedIn.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      const menu = document.querySelector('nav[aria-label="Settings"]');
      if (menu && !document.querySelector('h1')) seen.add('a naked menu');
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { seen });
  });
  await signOutByMenu(signedIn);
  await signedIn.goBack();
  await expect(signedIn.getByRole('heading', { name: /Sign in|You were signed out/ })).toBeVisible();
  await expect(signedIn.getByRole('navigation', { name: 'Settings' })).toHaveCount(0);
  expect(
    await signedIn.evaluate(() => [...((window as unknown as { seen?: Set<string> }).seen ?? [])]),
  ).toEqual([]);
});

test('the page for an outage says nothing while there is none', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const held of [undefined, cookie]) {
    const answer = await ask('/unavailable', { cookie: held });
    expect(answer.status).toBeGreaterThanOrEqual(300);
    expect(answer.status).toBeLessThan(400);
    expect(answer.headers.location).toMatch(/\/$/);
    expect(answer.everything).not.toContain("can't reach our database");
  }
});

test('who comes to an address that needs a session, or that there is not, is told why they are asked to sign in', async ({
  page,
}) => {
  const word = page.getByText('Sign in to open the page you asked for.');
  await page.goto('/pricng');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fpricng$/);
  await expect(word).toBeVisible();
  await page.getByRole('link', { name: 'start page' }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(word).toHaveCount(0);
});

test('a mistyped address that is somebody’s own page leads to a page in words', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  await signedIn.goto('/pricng');
  await expect(signedIn.getByRole('heading', { name: 'This page does not exist' })).toBeVisible();
  await expect(signedIn.getByText('Sign in to open')).toHaveCount(0);
});

test('good news stand aside while a form on the page tells of trouble', async ({ page, person }) => {
  const mailed = await postForm('/forgot-password', 'name="email"', { email: person.email });
  expect(mailed.status).toBeLessThan(400);
  const mail = await waitForMail(person.email, { subject: /password/i });
  await page.goto(mail.links[0] ?? '');
  await page.getByLabel('New password', { exact: true }).fill('a new and rather long secret 42');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.waitForURL('**/sign-in');
  const news = page.getByText('Your new password is set');
  await expect(news).toBeVisible();
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('not the new one');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('do not match an account')).toBeVisible();
  await expect(news).toBeHidden();
  expect(await sql`select 1 from sessions where user_id = ${person.id} and ended_at is null`).toHaveLength(0);
});

test('who is signed in keeps the cookie when the page for an outage is opened by hand', async ({
  signedIn,
}) => {
  const before = await heldCookie(signedIn.context());
  await signedIn.goto('/unavailable');
  expect(await heldCookie(signedIn.context())).toBe(before);
});
