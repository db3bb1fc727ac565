import type { Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { sessionRows, sql } from '../support/database';
import { ask, cookieSet } from '../support/http';
import { mailsTo, waitForMail } from '../support/mail';
import {
  canary,
  fillSignIn,
  freshEmail,
  freshPassword,
  heldCookie,
  heldSessionCookie,
  signInAs,
} from '../support/people';
import { expect, test } from '../support/test';

/** Through the form, as far as "check your email". */
async function fillSignUp(page: Page, someone: { name: string; email: string; password: string }) {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(someone.name);
  await page.getByLabel('Email').fill(someone.email);
  await page.getByLabel('Password', { exact: true }).fill(someone.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
}

test('a person signs up, confirms by mail, signs in, and no alert follows', async ({ page }) => {
  const [email, password] = [freshEmail(), freshPassword()];
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign up' }).first().click();
  await page.getByLabel('Name').fill('Olga Ladyzhenskaya');
  await page.getByLabel('Email').fill(email.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(/\/verify-email$/);
  await expect(page.getByText(email)).toBeVisible();
  expect(await heldSessionCookie(page.context())).toBeUndefined();

  const mail = await waitForMail(email, { subject: 'Confirm your email' });
  await page.goto(mail.links[0] ?? '');
  await expect(page).toHaveURL(/\/verify-email$/);
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('status')).toHaveText('Your email is confirmed. Sign in to begin.');
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Olga Ladyzhenskaya');
  const [user] = await sql`select id, password_hash, email_verified_at from users where email = ${email}`;
  expect(user?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(user?.email_verified_at).toBeInstanceOf(Date);
  expect(await sql`select 1 from mails where recipient = ${email} and kind = 'new_sign_in'`).toHaveLength(0);
});

test('until the address is confirmed the password opens nothing, and the words are those of a wrong one', async ({
  page,
}) => {
  const someone = { name: 'Somebody', email: freshEmail(), password: freshPassword() };
  await fillSignUp(page, someone);
  await page.goto('/sign-in');
  await fillSignIn(page, someone);
  await expect(page.getByText('do not match an account')).toBeVisible();
  expect(await heldSessionCookie(page.context())).toBeUndefined();
});

test('looking at the link, however often and by whatever, confirms nothing; a press does, once', async ({
  page,
}) => {
  const someone = { name: 'Somebody', email: freshEmail(), password: freshPassword() };
  await fillSignUp(page, someone);
  const link = (await waitForMail(someone.email)).links[0] ?? '';
  for (const method of ['HEAD', 'GET', 'GET', 'GET'] as const) {
    const answer = await ask(new URL(link).pathname + new URL(link).search, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(cookieSet(answer)).toBeUndefined();
  }
  const verified = () =>
    sql`select 1 from users where email = ${someone.email} and email_verified_at is not null`;
  expect(await verified()).toHaveLength(0);
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await page.waitForURL('**/sign-in');
  expect(await verified()).toHaveLength(1);
  await page.goto(link);
  await expect(page.getByText('This link no longer works')).toBeVisible();
});

test('the link can be sent again', async ({ page }) => {
  const someone = { name: 'Somebody', email: freshEmail(), password: freshPassword() };
  await fillSignUp(page, someone);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByRole('status')).toContainText('the link is on its way');
  await expect.poll(() => mailsTo(someone.email).length, { timeout: 20_000 }).toBe(2);
});

const refused = [
  { what: 'fourteen characters', password: 'fourteen chars', why: /at least 15 characters/ },
  { what: 'one word twice', password: 'passwordpassword', why: /use most|repeats a short pattern/ },
  { what: 'all digits in order', password: '123456789012345', why: /easy to guess|use most/ },
  { what: 'the top row of the keyboard', password: 'qwertyuiopasdfgh', why: /follows the keyboard/ },
  {
    what: 'the product and their own name',
    password: `${product.name} grace hopper x1906`,
    why: /mostly your name/,
  },
  {
    what: '129 characters',
    password: 'ab cd ef gh ijk'.repeat(9).slice(0, 129),
    why: /at most 128 characters/,
  },
];

for (const { what, password, why } of refused) {
  test(`a password of ${what} is refused at its field, and the rest stays filled in`, async ({ page }) => {
    const email = freshEmail();
    await page.goto('/sign-up');
    await page.getByLabel('Name').fill('Grace Hopper');
    await page.getByLabel('Email').fill(email);
    const field = page.getByLabel('Password', { exact: true });
    await field.fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(field).toHaveAccessibleDescription(why);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('Name')).toHaveValue('Grace Hopper');
    await expect(page.getByLabel('Email')).toHaveValue(email);
    expect(await sql`select 1 from users where email = ${email}`).toHaveLength(0);
  });
}

test('a known address gets the same page, and a mail that says so', async ({ page, person }) => {
  await fillSignUp(page, { name: 'Somebody', email: person.email, password: freshPassword() });
  await expect(page.getByText(person.email)).toBeVisible();
  const mail = await waitForMail(person.email, { subject: 'already have an account' });
  expect(mail.links.map((link) => new URL(link).pathname)).toEqual(['/sign-in', '/forgot-password']);
  expect(await sessionRows(person)).toEqual([]);
  expect(await heldSessionCookie(page.context())).toBeUndefined();
});

test('empty fields are each told what they want', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Enter your name/);
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/Choose a password/);
});

test('signing up as somebody new leaves the session that this browser carries alone', async ({
  page,
  person,
}) => {
  await page.goto('/sign-up');
  // Meanwhile, in another tab.
  const tab = await page.context().newPage();
  await signInAs(tab, person);
  const before = await heldCookie(page.context());
  await page.getByLabel('Name').fill('Second Account');
  await page.getByLabel('Email').fill(freshEmail());
  await page.getByLabel('Password', { exact: true }).fill(freshPassword());
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  expect(await heldCookie(page.context())).toBe(before);
});

test('who is signed in is not asked to sign up, and public pages lead back to the dashboard', async ({
  signedIn,
}) => {
  await signedIn.goto('/sign-up');
  await expect(signedIn).toHaveURL(/\/dashboard$/);
  for (const path of ['/', '/help/sessions']) {
    await signedIn.goto(path);
    const bar = signedIn.getByRole('banner');
    await expect(bar.getByRole('link', { name: 'Go to dashboard' })).toHaveAttribute('href', '/dashboard');
    await expect(signedIn.getByRole('link', { name: /^Sign (in|up)$/ })).toHaveCount(0);
  }
});

test('the password can be shown and hidden again', async ({ page }) => {
  await page.goto('/sign-up');
  const field = page.getByLabel('Password', { exact: true });
  await field.fill('to be seen by its owner');
  const toggle = page.getByRole('button', { name: 'Show password' });
  await toggle.click();
  await expect(field).toHaveAttribute('type', 'text');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await toggle.click();
  await expect(field).toHaveAttribute('type', 'password');
});

test('browsers and password managers are told what each field is', async ({ page }) => {
  await page.goto('/sign-up');
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('autocomplete', 'new-password');
  await page.goto('/sign-in');
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username webauthn');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute(
    'autocomplete',
    'current-password',
  );
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a person signs up, is told what is wrong, signs out and signs in', async ({ page }) => {
    const someone = { email: freshEmail(), password: freshPassword() };
    const name = canary('Somebody');
    await page.goto('/sign-up');
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Email').fill(someone.email);
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByRole('button', { name: 'Create account' }).click();
    const field = page.getByLabel('Password', { exact: true });
    await expect(field).toHaveAccessibleDescription(/at least 15 characters/);
    await expect(field).toHaveValue('');
    await expect(page.getByLabel('Name')).toHaveValue(name);
    await field.fill(someone.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
    await page.goto((await waitForMail(someone.email)).links[0] ?? '');
    await page.getByRole('button', { name: 'Confirm email' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await fillSignIn(page, someone);
    await expect(page).toHaveURL(/\/dashboard$/);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByRole('status')).toHaveText(
      /^You signed out on this device at \d{1,2}:\d\d [AP]M UTC\.$/,
    );
    expect(await heldSessionCookie(page.context())).toBeUndefined();
    await fillSignIn(page, { ...someone, password: 'not the right one' });
    await expect(page.getByText('do not match an account')).toBeVisible();
    await expect(page.getByLabel('Email')).toHaveValue(someone.email);
    await fillSignIn(page, someone);
    await expect(page).toHaveURL(/\/dashboard$/);
  });
});
