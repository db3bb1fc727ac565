import { runChild, script } from '../../scripts/child';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { databaseUrl } from '../support/environment';
import { waitForMail } from '../support/mail';
import { fillSignIn, freshEmail, freshPassword } from '../support/people';
import { expect, test } from '../support/test';

async function invite(...words: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl() };
  return runChild(script('scripts/account.ts', 'invite', ...words), { env });
}

const invitationTo = async (email: string) =>
  (await waitForMail(email, { subject: "You're invited" })).links[0] ?? '';

test('somebody whom the operator invites chooses a password and signs in', async ({ page }) => {
  const [email, password] = [freshEmail(), freshPassword()];
  expect(await invite(email, '--name', 'Grace Example')).toMatchObject({ code: 0, output: 'Invited.\n' });
  const link = await invitationTo(email);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose a password');
  await expect(page.getByText(`Choose a password for ${email}, then sign in with it.`)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.waitForURL('**/sign-in');
  await expect(page.getByRole('status')).toContainText('Your account is open. Sign in to begin.');
  await fillSignIn(page, { email, password });
  await page.waitForURL('**/dashboard');
  await page.goto('/settings/profile');
  await expect(page.getByLabel('Name')).toHaveValue('Grace Example');
  await page.goto(link);
  await expect(page.getByText('This link no longer works')).toBeVisible();
  expect(await invite(email)).toMatchObject({
    code: 1,
    output: 'This address has an account already, open or disabled.\n',
  });
});
