import { expectAccessible } from '../support/accessible';
import { codesShown, confirmed, createRecoveryCodes, enrol } from '../support/factors';
import { expect, test } from '../support/test';

test('a set-up begins at the code and can be given up, and a second set of recovery codes is asked about', async ({
  signedIn,
}) => {
  await signedIn.goto('/settings/security');
  const begin = signedIn.getByRole('button', { name: 'Set up authenticator app' });
  await begin.click();
  await expect(signedIn.getByLabel('Code', { exact: true })).toBeFocused();
  await signedIn.getByRole('button', { name: 'Cancel' }).click();
  await expect(begin).toBeFocused();
  await expect(signedIn.getByTestId('authenticator-key')).toHaveCount(0);

  await enrol(signedIn);
  await signedIn.getByRole('link', { name: 'create recovery codes' }).click();
  await signedIn.waitForURL('**/settings/security#recovery-codes');
  const first = await createRecoveryCodes(signedIn);
  await expect(signedIn.getByText('10 codes are left.')).toBeVisible();
  await signedIn.getByRole('button', { name: 'Replace recovery codes' }).click();
  const question = signedIn.getByRole('alertdialog', { name: 'Replace your recovery codes?' });
  await expectAccessible(signedIn);
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await codesShown(signedIn)).toEqual(first);
  await confirmed(signedIn, 'Replace recovery codes');
  await expect(signedIn.getByText(first[0] ?? '')).toHaveCount(0);
  expect(await codesShown(signedIn)).toHaveLength(10);
});
