import { age, endInDatabase } from '../support/database';
import { lockedSheet, lookAgain, stepUpDialog } from '../support/guard';
import { waitForMail } from '../support/mail';
import { addPasskeyInSettings, passkeyButton, passkeyList, plugIn } from '../support/passkeys';
import type { TestPerson } from '../support/people';
import { expect, test } from '../support/test';

// Pages whose session ends here notice it, and browsers tell of each answer that is a refusal.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of (401|403)/));

const stale = (person: TestPerson) => age(person, { stepUpSeconds: 3600 });

test('it confirms that it is you, and what was interrupted goes through', async ({ signedIn, person }) => {
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await stale(person);
  await signedIn.reload();
  await signedIn.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(stepUpDialog(signedIn)).toBeVisible();
  await expect(stepUpDialog(signedIn).getByLabel('Password', { exact: true })).toHaveCount(0);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Use a passkey' }).click();
  await expect(signedIn.getByRole('list', { name: 'Your recovery codes' })).toBeVisible();
});

test('adding one asks for proof where it is old, and removing the last one says what it means', async ({
  signedIn,
  person,
}) => {
  await plugIn(signedIn);
  await signedIn.goto('/settings/security');
  await stale(person);
  await signedIn.getByRole('button', { name: 'Add passkey' }).click();
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await expect(passkeyList(signedIn)).toHaveCount(1);
  await passkeyList(signedIn).getByRole('button', { name: 'Remove' }).click();
  const dialog = signedIn.getByRole('alertdialog', { name: /^Remove / });
  await expect(dialog).toContainText('signing in no longer asks for a second step');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(passkeyList(signedIn)).toHaveCount(0);
  await expect(signedIn.getByText('was removed. All your other devices')).toBeVisible();
  await waitForMail(person.email, { subject: /passkey was removed/ });
});

test('the locked page comes back with it', async ({ signedIn, person }) => {
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('Half a thought');
  await endInDatabase(person, 'idle_timeout');
  await lookAgain(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
  await passkeyButton(signedIn).click();
  await expect(lockedSheet(signedIn)).toHaveCount(0);
  await expect(signedIn.getByLabel('Name')).toHaveValue('Half a thought');
});
