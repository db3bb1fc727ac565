import type { Page } from '@playwright/test';
import { liveSession, sessionRows, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf, postForm } from '../support/forms';
import { ask, cookieSet } from '../support/http';
import { waitForMail } from '../support/mail';
import {
  createPerson,
  fillSignIn,
  freshEmail,
  freshPassword,
  heldCookie,
  heldSessionCookie,
  signInAs,
} from '../support/people';
import { expect, test } from '../support/test';

const subject = 'Choose a new password';

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.waitForURL('**/forgot-password');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send reset link' }).click();
  await expect(page.getByRole('status')).toContainText(`If there is an account with ${email}`);
}

const linkTo = async (email: string) => (await waitForMail(email, { subject })).links[0] ?? '';

test('a person who forgot their password chooses another one, and every device is signed out', async ({
  page,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await secondBrowser();
  await signInAs(other, person);
  const { id } = await liveSession(person);
  await askForLink(page, person.email);
  await page.goto(await linkTo(person.email));
  await expect(page, 'the token is out of the address bar').toHaveURL(/\/reset-password$/);
  const password = freshPassword();
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('status')).toContainText('Your new password is set');
  expect(await heldSessionCookie(page.context()), 'nobody is signed in by it').toBeUndefined();
  await expect(other.getByText('Your password was reset from a link in your email')).toBeVisible();
  expect((await sessionRows(person)).find((row) => row.id === id)?.ended_reason).toBe('password_reset');

  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('do not match an account')).toBeVisible();
  await fillSignIn(page, { email: person.email, password });
  await page.waitForURL('**/dashboard');
  const mail = await waitForMail(person.email, { subject: 'password was reset' });
  expect(mail.links.map((link) => new URL(link).pathname)).toContain('/report-sign-in');
});

test('a password that may not be chosen is refused at its field, and the link still works', async ({
  page,
  person,
}) => {
  await askForLink(page, person.email);
  await page.goto(await linkTo(person.email));
  const field = page.getByLabel('New password', { exact: true });
  await field.fill('fourteen chars');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(field).toHaveAccessibleDescription(/at least 15 characters/);
  await field.fill(freshPassword());
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('asking alone changes nothing, and an address without an account is answered alike', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const answers = [];
  for (const email of [person.email, freshEmail()])
    answers.push(await postForm('/forgot-password', 'name="email"', { email }));
  const [known, unknown] = answers.map(({ status, headers, text }) => ({
    status,
    headers: Object.keys(headers).sort(),
    length: text.replaceAll(/[\w.+-]+@example\.com/g, '').replaceAll(/nonce="[^"]*"/g, '').length,
  }));
  expect(known).toEqual(unknown);
  expect(known?.status).toBe(200);
  expect((await ask('/dashboard', { cookie })).status).toBe(200);
  expect(await cookieOf(person)).toBeTruthy();
});

test('the newer of two links, used, makes the older one useless; looking uses nothing up', async ({
  page,
  person,
}) => {
  await askForLink(page, person.email);
  const older = await linkTo(person.email);
  await askForLink(page, person.email);
  await expect.poll(async () => await linkTo(person.email)).not.toBe(older);
  const newer = await linkTo(person.email);
  const path = (link: string) => new URL(link).pathname + new URL(link).search;
  for (const method of ['HEAD', 'GET', 'GET'] as const) {
    const answer = await ask(path(newer), { method });
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(cookieSet(answer)).toBeUndefined();
  }
  await page.goto(newer);
  await page.getByLabel('New password', { exact: true }).fill(freshPassword());
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.waitForURL('**/sign-in');
  await page.goto(older);
  await expect(page.getByText('This link no longer works')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
});

test('ten posts of one link at once, each with another password, have one winner', async ({
  person,
  page,
}) => {
  await askForLink(page, person.email);
  const { pathname, search } = new URL(await linkTo(person.email));
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      postForm(pathname + search, 'name="token"', { password: freshPassword() }),
    ),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const rows = await sql`
    select 1 from audit_events where user_id = ${person.id} and event = 'authn_password_change'`;
  expect(rows).toHaveLength(1);
});

test('links lead to the configured address, whatever host the request names', async () => {
  for (const headers of [
    { forwarded: 'host=evil.example' },
    { 'x-forwarded-proto': 'http', 'x-host': 'evil.example' },
  ]) {
    const someone = await createPerson();
    await postForm('/forgot-password', 'name="email"', { email: someone.email }, { headers });
    const mail = await waitForMail(someone.email, { subject });
    expect(mail.html + mail.text).not.toContain('evil.example');
    for (const link of mail.links) expect(link).toContain(baseUrl());
  }
});

test('a browser that is signed in as somebody else keeps its session', async ({ signedIn, person }) => {
  const other = await createPerson('Bob Example');
  const before = await heldCookie(signedIn.context());
  await postForm('/forgot-password', 'name="email"', { email: other.email });
  await signedIn.goto(await linkTo(other.email));
  await signedIn.getByLabel('New password', { exact: true }).fill(freshPassword());
  await signedIn.getByRole('button', { name: 'Set password' }).click();
  await signedIn.waitForURL((url) => url.pathname !== '/reset-password');
  expect(await heldCookie(signedIn.context())).toBe(before);
  expect((await liveSession(person)).ended_at).toBeNull();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the whole way works', async ({ page, person }) => {
    await askForLink(page, person.email);
    await page.goto(await linkTo(person.email));
    const password = freshPassword();
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await fillSignIn(page, { email: person.email, password });
    await expect(page).toHaveURL(/\/dashboard$/);
  });
});
