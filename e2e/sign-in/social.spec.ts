import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { sql } from '../support/database';
import { confirmByMail } from '../support/email-codes';
import { enrol, giveCode, nextCode } from '../support/factors';
import { ask } from '../support/http';
import { waitForMail } from '../support/mail';
import { fillSignIn, freshEmail, heldCookie, heldSessionCookie, signOutByMenu } from '../support/people';
import { goThrough, note } from '../support/providers';
import { expect, test } from '../support/test';

// Pages whose session ends here notice it, and browsers tell of each answer that is a refusal.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

for (const provider of ['Google', 'GitHub']) {
  test(`somebody new signs up with ${provider}, and signs in with it again`, async ({
    page,
    secondBrowser,
  }) => {
    const email = freshEmail();
    await page.goto('/sign-up');
    await goThrough(page, `Continue with ${provider}`, email);
    await page.waitForURL('**/dashboard');
    await page.goto('/settings/sessions');
    await expect(page.getByRole('listitem').filter({ hasText: 'This device' })).toContainText(
      `with ${provider}`,
    );

    const other = await secondBrowser();
    await other.goto('/sign-in?next=%2Fsettings%2Fprofile');
    await other.getByLabel('Stay signed in').check();
    await goThrough(other, `Continue with ${provider}`, email);
    await other.waitForURL('**/settings/profile');
    await expect(other.getByRole('main')).toContainText(email);
    const session = (await other.context().cookies()).find(({ name }) => name === 'session');
    expect(session?.expires).toBeGreaterThan(0);
    const [{ count } = { count: 0 }] =
      await sql`select count(*)::int as count from users where email = ${email}`;
    expect(count).toBe(1);
    // In the address there was a code: nothing of the way is left behind.
    expect((await other.context().cookies()).map(({ name }) => name)).not.toContain('authorization-request');
  });
}

test('an account that exists is signed in to first, and then connected', async ({ page, person }) => {
  await page.goto('/sign-in');
  await goThrough(page, 'Continue with Google', person.email);
  await page.waitForURL('**/sign-in?next=**');
  await expect(note(page, 'You already have an account with this address')).toBeVisible();
  expect(await heldSessionCookie(page.context())).toBeUndefined();
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await fillSignIn(page, person);
  await page.waitForURL('**/settings/security');
  await expectAccessible(page);
  const before = await heldCookie(page.context());
  await page.getByRole('button', { name: 'Yes, connect Google' }).click();
  await expect(page.getByRole('list', { name: 'Connected accounts' })).toContainText(person.email);
  expect((await ask('/api/session', { cookie: before })).status).toBe(401);
  await waitForMail(person.email, { subject: /Google was connected/ });
  await signOutByMenu(page);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  // Still signed in there, so nobody is asked anything.
  await page.waitForURL('**/dashboard');
});

test('where a second factor is on, the code is asked for after Google', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await signedIn.goto('/settings/security');
  await goThrough(signedIn, 'Connect Google', person.email);
  const key = await enrol(signedIn);
  const other = await secondBrowser();
  await other.goto('/sign-in?next=%2Fsettings%2Fsessions');
  await goThrough(other, 'Continue with Google', person.email);
  await other.waitForURL('**/sign-in/second-factor**');
  expect(await heldSessionCookie(other.context())).toBeUndefined();
  await giveCode(other, await nextCode(person, key));
  await other.waitForURL('**/settings/sessions');
});

test('anyone who refuses there, or has an address that was never confirmed there, reads why on the sign-in page', async ({
  page,
}) => {
  await page.goto('/sign-in');
  await goThrough(page, 'Continue with Google', '', 'Refuse');
  await expect(note(page, "Google wasn't allowed to sign you in")).toBeVisible();
  await goThrough(page, 'Continue with GitHub', `unverified-${freshEmail()}`);
  await expect(note(page, "GitHub hasn't made sure")).toBeVisible();
  expect(await heldSessionCookie(page.context())).toBeUndefined();
});

test('anyone who refuses reads why where they set out', async ({ signedIn, secondBrowser }) => {
  const other = await secondBrowser();
  await other.goto('/sign-up');
  await goThrough(other, 'Continue with GitHub', '', 'Refuse');
  await other.waitForURL('**/sign-up');
  await expect(note(other, "GitHub wasn't allowed to sign you in")).toBeVisible();
  await signedIn.goto('/settings/security');
  await goThrough(signedIn, 'Connect GitHub', '', 'Refuse');
  await expect(note(signedIn, "GitHub wasn't allowed to connect")).toBeVisible();
});

test('an answer that this browser did not ask for begins nothing, nor does one that comes twice', async ({
  page,
  secondBrowser,
}) => {
  const email = freshEmail();
  await page.goto('/sign-in');
  const [back] = await Promise.all([
    page.waitForRequest((request) => request.url().includes('/sign-in/callback/')),
    goThrough(page, 'Continue with GitHub', email),
  ]);
  const other = await secondBrowser();
  await other.goto(back.url());
  await other.waitForURL('**/sign-in');
  await expect(note(other, "This sign-in with GitHub can't be finished")).toBeVisible();
  expect(await heldSessionCookie(other.context())).toBeUndefined();
  const before = await heldCookie(page.context());
  await page.goto(back.url());
  expect(await heldCookie(page.context())).toBe(before);
});

test('the callback takes a browser that goes there, and neither HEAD nor a script or frame of another site', async () => {
  const path = '/sign-in/callback/google?code=x&state=y';
  const from = (mode: string, dest: string) => ({
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest },
  });
  const taken = await ask(path, from('navigate', 'document'));
  expect(taken.status).toBe(303);
  expect(taken.headers['referrer-policy']).toBe('no-referrer');
  expect(taken.headers['cache-control']).toContain('no-store');
  for (const question of [from('no-cors', 'image'), from('navigate', 'iframe'), from('cors', 'empty')])
    expect((await ask(path, question)).status).toBe(403);
  expect((await ask(path, { method: 'HEAD' })).status).toBe(405);
  expect((await ask('/sign-in/with/google')).status).toBe(307);
  const page = await ask('/sign-in');
  expect(page.headers['content-security-policy']).toContain("form-action 'self';");
});

test.describe('without JavaScript', () => {
  test('Google signs up, and is connected from the settings', async ({ secondBrowser }) => {
    const page = await secondBrowser({ javaScriptEnabled: false });
    const email = freshEmail();
    await page.goto('/sign-up');
    await goThrough(page, 'Continue with Google', email);
    await page.waitForURL('**/dashboard');
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await page.waitForURL('**/step-up**');
    await confirmByMail(page, email);
    await page.waitForURL('**/settings/security');
    await goThrough(page, 'Connect GitHub', freshEmail());
    await expect(note(page, 'GitHub is connected')).toBeVisible();
  });
});

for (const width of [390, 1440]) {
  test(`the pages with other ways in are accessible at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/sign-up', '/sign-in']) {
      await page.goto(path);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    await goThrough(page, 'Continue with Google', freshEmail());
    await page.waitForURL('**/dashboard');
    await page.goto('/settings/security');
    await expect(page.getByRole('list', { name: 'Connected accounts' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
