import { age, liveSession, sessionRows, sql } from '../support/database';
import { stepUpDialog } from '../support/guard';
import { waitForMail } from '../support/mail';
import {
  createPerson,
  fillSignIn,
  freshEmail,
  heldCookie,
  heldSessionCookie,
  signInAs,
} from '../support/people';
import { expect, test } from '../support/test';

const linkIn = (mail: { links: readonly string[] }, path: string) =>
  mail.links.find((link) => new URL(link).pathname === path) ?? '';

test('a person changes their name, and it shows at once', async ({ signedIn }) => {
  await signedIn.goto('/settings/profile');
  await signedIn.getByLabel('Name', { exact: true }).fill('Alice Newname');
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(signedIn.getByText('Your name was saved.')).toBeVisible();
  await expect(signedIn.getByRole('button', { name: 'Account menu' })).toContainText('Alice Newname');
});

test('a new address counts once it confirms; proof is asked for, the old one is told, other devices go', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await secondBrowser();
  await signInAs(other, person);
  await age(person, { stepUpSeconds: 601 });
  await signedIn.goto('/settings/profile');
  const email = freshEmail();
  await signedIn.getByLabel('New email').fill(email);
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await expect(signedIn.getByRole('status').filter({ hasText: 'Waiting for' })).toContainText(email);
  const told = await waitForMail(person.email, { subject: 'about to change' });
  expect(linkIn(told, '/undo-email-change')).not.toBe('');
  const [before] = await sql`select email from users where id = ${person.id}`;
  expect(before?.email).toBe(person.email);

  const cookie = await heldCookie(signedIn.context());
  await signedIn.goto(
    linkIn(await waitForMail(email, { subject: 'Confirm your new email' }), '/verify-email'),
  );
  await signedIn.getByRole('button', { name: 'Confirm email' }).click();
  await expect(signedIn).toHaveURL(/\/settings\/profile$/);
  await expect(signedIn.getByText(email)).toBeVisible();
  expect(await heldCookie(signedIn.context())).not.toBe(cookie);
  await expect(other.getByText('The email address of your account was changed')).toBeVisible();
  await waitForMail(person.email, { subject: 'email was changed' });
});

test('anyone who reads the old address takes the account back, also after the change', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  await signedIn.goto('/settings/profile');
  const email = freshEmail();
  await signedIn.getByLabel('New email').fill(email);
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  await expect(signedIn.getByText('Waiting for')).toBeVisible();
  await signedIn.goto(linkIn(await waitForMail(email), '/verify-email'));
  await signedIn.getByRole('button', { name: 'Confirm email' }).click();
  await signedIn.waitForURL('**/settings/profile');

  const owner = await secondBrowser();
  const mail = await waitForMail(person.email, { subject: 'email was changed' });
  await owner.goto(linkIn(mail, '/undo-email-change'));
  await owner.getByRole('button', { name: 'Undo the change' }).click();
  await expect(owner.getByText('This is your account’s address again')).toBeVisible();
  await expect(signedIn.getByText('as used by someone else')).toBeVisible();
  const [after] = await sql`select email from users where id = ${person.id}`;
  expect(after?.email).toBe(person.email);
  await waitForMail(person.email, { subject: 'Secure your' });
});

test('a change that waits can be given up', async ({ signedIn, person }) => {
  await signedIn.goto('/settings/profile');
  const email = freshEmail();
  await signedIn.getByLabel('New email').fill(email);
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  const mail = await waitForMail(email);
  await signedIn.getByRole('button', { name: 'Cancel change' }).click();
  await expect(signedIn.getByText('Waiting for')).toHaveCount(0);
  await signedIn.goto(linkIn(mail, '/verify-email'));
  await expect(signedIn.getByText('This link no longer works')).toBeVisible();
  expect((await liveSession(person)).ended_at).toBeNull();
});

test('an address that somebody has gives the same answer on the page', async ({ signedIn }) => {
  const other = await createPerson('Bob Example');
  await signedIn.goto('/settings/profile');
  await signedIn.getByLabel('New email').fill(other.email);
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  await expect(signedIn.getByText('Waiting for')).toContainText(other.email);
  const mail = await waitForMail(other.email, { subject: 'already has an account' });
  expect(mail.links.some((link) => link.includes('token='))).toBe(false);
});

test('deleting asks first, signs out everywhere, and the mail brings the account back', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await secondBrowser();
  await signInAs(other, person);
  await signedIn.goto('/settings/profile');
  await signedIn.getByRole('button', { name: 'Delete my account' }).click();
  const dialog = signedIn.getByRole('alertdialog', { name: 'Delete your account?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  expect((await sessionRows(person)).filter(({ ended_at }) => ended_at === null)).toHaveLength(2);
  await signedIn.getByRole('button', { name: 'Delete my account' }).click();
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await signedIn.waitForURL('**/sign-in');
  await expect(signedIn.getByRole('status')).toContainText('Your account was deleted');
  await expect(other.getByText('Your account was deleted')).toBeVisible();
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
  await fillSignIn(signedIn, person);
  await expect(signedIn.getByText('do not match an account')).toBeVisible();

  const mail = await waitForMail(person.email, { subject: 'will be deleted' });
  await signedIn.goto(linkIn(mail, '/undo-deletion'));
  await signedIn.getByRole('button', { name: 'Bring my account back' }).click();
  await signedIn.waitForURL('**/sign-in');
  await expect(signedIn.getByRole('status')).toContainText('Your account is back as it was.');
  await fillSignIn(signedIn, person);
  await signedIn.waitForURL('**/dashboard');
});
