import { age, liveSession, sessionRows, sql } from '../support/database';
import { recordAction, replay, withText } from '../support/forms';
import { lockedSheet } from '../support/guard';
import { ask } from '../support/http';
import { mailsTo, waitForMail } from '../support/mail';
import { createPerson, fillSignIn, freshPassword, heldCookie, signInAs } from '../support/people';
import { expect, test } from '../support/test';

test('changing the password signs out every other device at once, says why, and keeps this one', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await secondBrowser();
  await signInAs(other, person);
  const before = await heldCookie(signedIn.context());
  // However old the proof is: the current password is asked for anyway.
  await age(person, { stepUpSeconds: 5000 });
  await signedIn.goto('/settings/security');
  const password = freshPassword();
  await signedIn.getByLabel('Current password', { exact: true }).fill(person.password);
  await signedIn.getByLabel('New password', { exact: true }).fill(password);
  await signedIn.getByRole('button', { name: 'Change password' }).click();
  await expect(
    signedIn.getByText('Your password was changed. One other device was signed out.'),
  ).toBeVisible();
  await expect(signedIn.getByLabel('Current password', { exact: true })).toHaveValue('');
  await expect(other.getByText('Your password was changed, so this device was signed out.')).toBeVisible();
  const after = await heldCookie(signedIn.context());
  expect(after).not.toBe(before);
  expect((await ask('/dashboard', { cookie: before })).status).toBe(303);
  expect((await ask('/dashboard', { cookie: after })).status).toBe(200);
  await waitForMail(person.email, { subject: 'password was changed' });
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(lockedSheet(other)).toHaveCount(0);
});

test('a wrong current password is refused at its field, and nothing changes', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/settings/security');
  await signedIn.getByLabel('Current password', { exact: true }).fill('not my password at all');
  await signedIn.getByLabel('New password', { exact: true }).fill(freshPassword());
  await signedIn.getByRole('button', { name: 'Change password' }).click();
  await expect(signedIn.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
    /password isn't right/,
  );
  expect((await liveSession(person)).ended_at).toBeNull();
});

test('the page tells how old the password is and what else protects the account', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/settings/security');
  const list = signedIn.getByRole('list', { name: 'What protects your account' });
  await expect(list).toContainText('Last changed');
  await expect(list).toContainText(person.email);
  await expect(list).toContainText('Signed in on 1 device');
});

test('nobody changes the password of somebody else, nor without a session', async ({ signedIn, person }) => {
  const victim = await createPerson('Bob Example');
  await signedIn.goto('/settings/security');
  await signedIn.getByLabel('Current password', { exact: true }).fill('not my password at all');
  await signedIn.getByLabel('New password', { exact: true }).fill(freshPassword());
  const action = await recordAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Change password' }).click(),
  );
  const right = withText(action, 'not my password at all', victim.password);
  for (const cookie of [undefined, await heldCookie(signedIn.context())])
    await replay(right, { cookie }, '/sign-in');
  expect((await sessionRows(victim)).length).toBe(0);
  const clean = await signedIn.context().browser()?.newContext();
  const page = await clean?.newPage();
  if (!page) throw new Error('there is no browser');
  for (const who of [victim, person]) {
    await page.goto(`${new URL(signedIn.url()).origin}/sign-in`);
    await fillSignIn(page, who);
    await page.waitForURL('**/dashboard');
    await page.context().clearCookies();
  }
  await clean?.close();
});

test('a sign-in from a new browser is told by mail, and "This wasn’t me" ends it and switches the password off', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  await signedIn.goto('/dashboard');
  expectTrouble(/status of 401/);
  await expect.poll(() => mailsTo(person.email).length, { timeout: 20_000 }).toBe(1);
  const thief = await secondBrowser();
  await signInAs(thief, person);
  await expect.poll(() => mailsTo(person.email).length, { timeout: 20_000 }).toBe(2);
  const alert = await waitForMail(person.email, { subject: 'New sign-in' });
  expect(alert.text).toContain('Firefox on Mac');
  const link = alert.links.find((each) => new URL(each).pathname === '/report-sign-in') ?? '';

  const reader = await secondBrowser();
  await reader.goto(link);
  await expect(reader).toHaveURL(/\/report-sign-in$/);
  expect((await sessionRows(person)).filter(({ ended_at }) => ended_at === null)).toHaveLength(2);
  await reader.getByRole('button', { name: 'Secure my account' }).click();
  await expect(reader.getByText('Every device is signed out')).toBeVisible();
  for (const page of [signedIn, thief])
    await expect(page.getByText('as used by someone else, so every device was signed out')).toBeVisible();
  expect(await sessionRows(person)).toEqual(
    expect.arrayContaining([expect.objectContaining({ ended_reason: 'reported' })]),
  );

  await reader.goto('/sign-in');
  await fillSignIn(reader, person);
  await expect(reader.getByText('do not match an account')).toBeVisible();
  const secure = await waitForMail(person.email, { subject: 'Secure your' });
  const reset = secure.links.find((each) => new URL(each).pathname === '/reset-password') ?? '';
  await reader.goto(reset);
  const password = freshPassword();
  await reader.getByLabel('New password', { exact: true }).fill(password);
  await reader.getByRole('button', { name: 'Set password' }).click();
  await reader.waitForURL('**/sign-in');
  await fillSignIn(reader, { email: person.email, password });
  await reader.waitForURL('**/dashboard');
  await reader.goto(link);
  await expect(reader.getByText('This link no longer works')).toBeVisible();
});

test('a browser that its person has used before raises no alarm', async ({ page, person, expectTrouble }) => {
  expectTrouble(/status of 401/);
  await signInAs(page, person);
  await expect.poll(() => mailsTo(person.email).length, { timeout: 20_000 }).toBe(1);
  const device = (await page.context().cookies()).find(({ name }) => name === 'device');
  expect(device).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  await page.context().clearCookies({ name: 'session' });
  await signInAs(page, person);
  expect(await sessionRows(person)).toHaveLength(2);
  expect(await sql`select 1 from mails where recipient = ${person.email}`).toHaveLength(1);
});
