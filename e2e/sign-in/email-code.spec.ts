import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, liveSession, sql } from '../support/database';
import { codeFor, confirmByMail, emailCodeField } from '../support/email-codes';
import { codeNow, enrol } from '../support/factors';
import { postForm } from '../support/forms';
import { lookAgain, stepUpDialog } from '../support/guard';
import { mailsTo, waitForMail } from '../support/mail';
import { freshEmail, heldSessionCookie, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Email me a code instead' }).click();
  await page.waitForURL('**/sign-in/email-code**');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(emailCodeField(page)).toBeVisible();
}

async function giveCode(page: Page, code: string): Promise<void> {
  await emailCodeField(page).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const otherThan = (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;

/** From the page that was refused to that page, with a wrong code on the way. */
async function signInByCode(page: Page, person: TestPerson): Promise<void> {
  await page.goto('/settings/activity?kind=failures');
  await page.waitForURL('**/sign-in?next=**');
  await askForCode(page, person.email);
  await expect(page.getByText(`If there is an account with ${person.email}`)).toBeVisible();
  const code = await codeFor(person.email);
  await giveCode(page, otherThan(code));
  await expect(emailCodeField(page)).toHaveAccessibleDescription(/code isn't right/);
  expect(await heldSessionCookie(page.context())).toBeUndefined();
  await giveCode(page, code);
  await page.waitForURL('**/settings/activity?kind=failures');
  await page.goto('/settings/sessions');
  const own = page.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(own).toContainText('with a code sent by email');
}

test('a code from a mail signs in, to the page that was refused; a wrong one keeps the form and says so', async ({
  page,
  person,
}) => {
  await signInByCode(page, person);
  const mail = await waitForMail(person.email, { subject: 'code to sign in' });
  expect(mail.text).toContain('It works for 10 minutes');
  expect(mail.text).toContain('Chrome');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a code from a mail signs in, to the page that was refused; a wrong one keeps the form and says so', async ({
    page,
    person,
  }) => {
    await signInByCode(page, person);
  });

  test('another code is sent, and who has no password confirms with one', async ({ page, person }) => {
    test.slow();
    await page.goto('/sign-in');
    await askForCode(page, person.email);
    await codeFor(person.email);
    await page.getByRole('button', { name: 'Send another code' }).click();
    await giveCode(page, await codeFor(person.email, 2));
    await page.waitForURL('**/dashboard');
    await sql`update users set has_password = false where id = ${person.id}`;
    await page.goto('/step-up?next=%2Fsettings%2Fsessions');
    await page.getByRole('button', { name: 'Send code' }).click();
    await expect(page.getByText('A code is on its way')).toBeVisible();
    const code = await codeFor(person.email, 3);
    await emailCodeField(page).fill(otherThan(code));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(emailCodeField(page)).toHaveAccessibleDescription(/code isn't right/);
    await emailCodeField(page).fill(code);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL('**/settings/sessions');
  });
});

test('"keep me signed in" holds through both steps, and another code takes the place of the first', async ({
  page,
  person,
}) => {
  await page.goto('/sign-in/email-code');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Keep me signed in on this device').check();
  await page.getByRole('button', { name: 'Send code' }).click();
  const first = await codeFor(person.email);
  await page.getByRole('button', { name: 'Send another code' }).click();
  await expect(page.getByText(`Another code is on its way to ${person.email}`)).toBeVisible();
  const second = await codeFor(person.email, 2);
  await giveCode(page, first);
  await expect(emailCodeField(page)).toHaveAccessibleDescription(/newest email/);
  await giveCode(page, second);
  await page.waitForURL('**/dashboard');
  const { id } = await liveSession(person);
  const [row] = await sql`select remembered, authenticated_with from sessions where id = ${id}`;
  expect(row).toEqual({ remembered: true, authenticated_with: 'email_code' });
});

test('five wrong codes, and ten minutes, lead back to the first step, which says why', async ({
  page,
  person,
}) => {
  await page.goto('/sign-in');
  await askForCode(page, person.email);
  const code = await codeFor(person.email);
  for (let n = 1; n <= 4; n++) {
    await giveCode(page, otherThan(code));
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).not.toHaveAttribute(
      'aria-busy',
      'true',
    );
  }
  await expect(emailCodeField(page)).toHaveAccessibleDescription(/1 try left/);
  await giveCode(page, otherThan(code));
  await expect(page.getByText('Too many wrong codes')).toBeVisible();
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(emailCodeField(page)).toBeVisible();
  // A mail about a code that is too old already would not go out.
  const second = await codeFor(person.email, 2);
  await sql`update email_codes set created_at = now() - interval '10 minutes' where email = ${person.email}`;
  await giveCode(page, second);
  await expect(page.getByText('The code expired after 10 minutes')).toBeVisible();
});

test('the second factor is asked for all the same', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  expectTrouble(/status of 401/);
  const key = await enrol(signedIn);
  const other = await secondBrowser();
  await other.goto('/sign-in?next=%2Fsettings%2Fsessions');
  await askForCode(other, person.email);
  await giveCode(other, await codeFor(person.email));
  await other.waitForURL('**/sign-in/second-factor**');
  await expect(other.getByText('Enter the 6-digit code from your authenticator app.')).toBeVisible();
  expect(await heldSessionCookie(other.context())).toBeUndefined();
  await sql`update totp_authenticators set last_step = null where user_id = ${person.id}`;
  await emailCodeField(other).fill(await codeNow(key));
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.waitForURL('**/settings/sessions');
  const own = other.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(own).toContainText('with a code sent by email and code');
});

test('an address without an account is answered alike, and no mail goes to it', async ({ person }) => {
  const emails = [person.email, freshEmail()];
  const answers = [];
  for (const email of emails) answers.push(await postForm('/sign-in/email-code', 'name="email"', { email }));
  const [known, unknown] = answers.map(({ status, headers, setCookies, text }) => ({
    status,
    headers: Object.keys(headers).sort(),
    cookies: setCookies.map((cookie) => cookie.replace(/=[\w-]{43};/, '=…;').replace(/Expires=[^;]*/, '')),
    text: text.length,
  }));
  expect(known).toEqual(unknown);
  expect(known).toMatchObject({ status: 303, cookies: [expect.stringMatching(/^email-code=…;.*HttpOnly/)] });
  await codeFor(person.email);
  expect(mailsTo(emails[1] ?? '')).toEqual([]);
});

test('who has no password confirms with a code from a mail, and the deed goes through by itself', async ({
  signedIn,
  person,
}) => {
  test.slow();
  await sql`update users set has_password = false where id = ${person.id}`;
  await age(person, { stepUpSeconds: 601 });
  await signedIn.goto('/settings/security');
  await expect(signedIn.getByLabel('Current password')).toHaveCount(0);
  await expectAccessible(signedIn);
  await signedIn.getByRole('button', { name: 'Email me a link to choose a password' }).click();
  await waitForMail(person.email, { subject: 'Choose a password' });
  await signedIn.getByRole('button', { name: 'Set up authenticator app' }).click();
  const dialog = stepUpDialog(signedIn);
  await dialog.getByRole('button', { name: 'Send code' }).click();
  await expect(dialog.getByLabel('Code', { exact: true })).toBeFocused();
  await expectAccessible(signedIn);
  const code = await codeFor(person.email);
  await dialog.getByLabel('Code', { exact: true }).fill(otherThan(code));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/code isn't right/);
  await dialog.getByLabel('Code', { exact: true }).fill(code);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(signedIn.getByTestId('authenticator-key')).toBeVisible();
});

test('a sensitive page that was put away comes back after a code from a mail, as it was', async ({
  signedIn,
  person,
}) => {
  await sql`update users set has_password = false where id = ${person.id}`;
  await signedIn.goto('/test-sensitive');
  await age(person, { idleSeconds: 601 });
  await lookAgain(signedIn);
  await expect(signedIn.getByText('Enter a code from your email')).toBeVisible();
  await confirmByMail(signedIn, person.email);
  await expect(signedIn.getByText('so it was put away')).toHaveCount(0);
  await expect(signedIn).toHaveURL(/\/test-sensitive$/);
});

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const) {
  test(`both steps read well at a width of ${width}`, async ({ page, person }) => {
    await page.setViewportSize({ width, height });
    await page.goto('/sign-in');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Email me a code instead' }).click();
    await expect(page.getByRole('button', { name: 'Send code' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Email').fill(person.email);
    await page.getByRole('button', { name: 'Send code' }).click();
    await expect(emailCodeField(page)).toHaveAttribute('autocomplete', 'one-time-code');
    await expect(emailCodeField(page)).toHaveAttribute('inputmode', 'numeric');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
