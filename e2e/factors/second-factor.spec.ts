import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { age, sessionRows, sql } from '../support/database';
import {
  codeNow,
  codesShown,
  confirmed,
  confirmedByBox,
  createRecoveryCodes,
  enrol,
  giveCode,
  keyShown,
  nextCode,
  signInToCode,
} from '../support/factors';
import { lockedSheet, lookAgain, stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { waitForMail } from '../support/mail';
import { fillSignIn, heldCookie, heldSessionCookie } from '../support/people';
import { expect, test } from '../support/test';

// Pages whose session ends here notice it, and browsers tell of each answer that is a refusal.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

test('an authenticator is set up, and from then on the code is asked for and the sessions list says so', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const before = await heldCookie(signedIn.context());
  const key = await enrol(signedIn);
  await expect(signedIn.getByText('The authenticator app is on.')).toBeVisible();
  await expect(signedIn.getByRole('button', { name: 'Remove authenticator app' })).toBeFocused();
  expect((await ask('/api/session', { cookie: before })).status).toBe(401);
  await waitForMail(person.email, { subject: /authenticator app was added/ });
  await signedIn.reload();
  // It is never shown again.
  await expect(signedIn.getByTestId('authenticator-key')).toHaveCount(0);
  expect(await signedIn.content()).not.toContain(key);

  const other = await secondBrowser();
  await signInToCode(other, person, '/sign-in?next=%2Fsettings%2Fsessions');
  expect(await heldSessionCookie(other.context())).toBeUndefined();
  await expect(other.getByLabel('Code', { exact: true })).toHaveAttribute('autocomplete', 'one-time-code');
  await giveCode(other, '000000');
  await expect(other.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/code isn't right/);
  await giveCode(other, await nextCode(person, key));
  await other.waitForURL('**/settings/sessions');
  const own = other.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(own).toContainText('with password and code');
});

test('five wrong codes lead back to the sign-in page, which says why', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  // What cannot be a code is said so, and costs no try.
  await giveCode(other, '12345');
  await expect(other.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/6 digits/);
  for (let n = 1; n <= 4; n++) {
    await giveCode(other, '000000');
    await expect(other.getByRole('button', { name: 'Continue' })).not.toHaveAttribute('aria-busy', 'true');
  }
  await expect(other.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/1 try left/);
  await giveCode(other, '000000');
  await other.waitForURL('**/sign-in');
  await expect(other.getByRole('status').filter({ hasText: 'Too many wrong codes' })).toBeVisible();
  await waitForMail(person.email, { subject: /failed at the code/ });
  await other.goto('/sign-in/second-factor');
  await other.waitForURL('**/sign-in');
});

test('after five minutes the sign-in page says that it took too long', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  await sql`update pending_sign_ins set created_at = now() - interval '5 minutes' where user_id = ${person.id}`;
  await other.reload();
  await other.waitForURL('**/sign-in');
  await expect(other.getByRole('status').filter({ hasText: 'within 5 minutes' })).toBeVisible();
});

test('a trusted device is spared the code until its trust is ended, and step-up asks for one', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  test.slow();
  const key = await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  await other.getByLabel('Trust this device for 30 days').check();
  await giveCode(other, await nextCode(person, key));
  await other.waitForURL('**/dashboard');
  await other.context().clearCookies({ name: 'session' });
  await other.goto('/sign-in');
  await fillSignIn(other, person);
  await other.waitForURL('**/dashboard');

  await other.goto('/settings/sessions');
  const own = other.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(own.getByText('Trusted', { exact: true })).toBeVisible();
  await expect(other.getByText('Trusted', { exact: true })).toHaveCount(2);

  // Worth the password alone: what is sensitive asks for a code at once.
  await other.goto('/settings/security');
  await other.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(stepUpDialog(other).getByLabel('Code', { exact: true })).toBeFocused();
  await expectAccessible(other);
  await stepUpDialog(other).getByRole('button', { name: 'Cancel' }).click();

  await signedIn.goto('/settings/security');
  const trusted = signedIn.getByRole('list', { name: 'Trusted devices' });
  await expect(trusted.getByRole('listitem')).toContainText('Firefox on Mac');
  await expect(trusted.getByRole('listitem')).toContainText('Last used');
  await trusted.getByRole('button', { name: 'Stop trusting' }).click();
  await expect(trusted).toHaveCount(0);
  await other.goto('/settings/sessions');
  await expect(own).toBeVisible();
  await expect(other.getByText('Trusted', { exact: true })).toHaveCount(0);
  await other.context().clearCookies({ name: 'session' });
  await signInToCode(other, person);
});

test('step-up takes the code in place of the password, and the deed goes through by itself', async ({
  signedIn,
  person,
}) => {
  const key = await enrol(signedIn);
  await age(person, { stepUpSeconds: 601 });
  await signedIn.reload();
  await signedIn.getByRole('button', { name: 'Create recovery codes' }).click();
  const dialog = stepUpDialog(signedIn);
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveCount(0);
  await dialog.getByLabel('Code', { exact: true }).fill('000000');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/code isn't right/);
  await dialog.getByLabel('Code', { exact: true }).fill(await nextCode(person, key));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(signedIn.getByRole('list', { name: 'Your recovery codes' })).toBeVisible();
});

async function giveWrongRecoveryCode(page: Page): Promise<void> {
  await page.getByLabel('Recovery code').fill('aaaa-aaaa-aaaa');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Recovery code')).toHaveAccessibleDescription(/24 letters and digits/);
  await page.getByLabel('Recovery code').fill('aaaa-'.repeat(6));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Recovery code')).toHaveAccessibleDescription(/another one from your list/);
}

test('a recovery code opens once, is downloaded whole, and removing the app asks for no code any more', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  test.slow();
  await enrol(signedIn);
  const codes = await createRecoveryCodes(signedIn);
  const [download] = await Promise.all([
    signedIn.waitForEvent('download'),
    signedIn.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('recovery-codes.txt');

  const other = await secondBrowser();
  await signInToCode(other, person);
  await other.getByRole('link', { name: 'Use a recovery code' }).click();
  await giveWrongRecoveryCode(other);
  await other.getByLabel('Recovery code').fill(codes[0]?.toLowerCase() ?? '');
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.waitForURL('**/dashboard');
  await waitForMail(person.email, { subject: /recovery code .* was used/ });
  await other.goto('/settings/security');
  await expect(other.getByText('9 left')).toBeVisible();
  await other.getByRole('button', { name: 'Remove authenticator app' }).click();
  const question = other.getByRole('alertdialog', { name: 'Remove the authenticator app?' });
  await expect(question).toContainText('Your recovery codes go, too');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await confirmed(other, 'Remove authenticator app');
  await expect(other.getByText('The authenticator app was removed.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Set up authenticator app' })).toBeFocused();
  expect((await sessionRows(person)).map(({ ended_reason }) => ended_reason)).toContain('factors_changed');
});

test('a locked page asks for the code as well, and comes back as it was', async ({ signedIn, person }) => {
  const key = await enrol(signedIn);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A plan');
  await age(person, { idleSeconds: 1801 });
  await lookAgain(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await signedIn.getByLabel('Password', { exact: true }).fill(person.password);
  await signedIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(signedIn.getByLabel('Code', { exact: true })).toBeFocused();
  await expectAccessible(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await giveCode(signedIn, await nextCode(person, key));
  await expect(lockedSheet(signedIn)).toHaveCount(0);
  await expect(signedIn.getByLabel('Name')).toHaveValue('A plan');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an authenticator is set up, the code is given, and a recovery code steps up', async ({
    signedIn,
    person,
    secondBrowser,
  }) => {
    test.slow();
    await signedIn.goto('/settings/security');
    await signedIn.getByRole('button', { name: 'Set up authenticator app' }).click();
    const key = await keyShown(signedIn);
    await expect(signedIn.getByRole('img', { name: /QR code/ })).toBeVisible();
    await signedIn.getByLabel('Code', { exact: true }).fill(await codeNow(key));
    await signedIn.getByRole('button', { name: 'Turn on' }).click();
    await expect(signedIn.getByRole('button', { name: 'Remove authenticator app' })).toBeVisible();
    const codes = await createRecoveryCodes(signedIn);

    const other = await secondBrowser({ javaScriptEnabled: false });
    await signInToCode(other, person, '/sign-in?next=%2Fsettings%2Fsecurity');
    await giveCode(other, '000000');
    await expect(other.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/code isn't right/);
    await giveCode(other, await nextCode(person, key));
    await other.waitForURL('**/settings/security');
    await age(person, { stepUpSeconds: 601 });
    const replace = () => confirmedByBox(other, 'Yes, replace my recovery codes', 'Replace recovery codes');
    await replace();
    await other.waitForURL('**/step-up?**');
    await other.getByLabel('Code', { exact: true }).fill(codes[3] ?? '');
    await other.getByRole('button', { name: 'Confirm' }).click();
    await other.waitForURL('**/settings/security');
    await replace();
    expect(await codesShown(other)).toHaveLength(10);
  });
});
