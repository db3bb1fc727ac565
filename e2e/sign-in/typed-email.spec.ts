import { fillSignIn, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

test('an address that was typed goes along to the next form, and is forgotten once somebody is signed in', async ({
  page,
  person,
}) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('link', { name: 'Email me a code instead' }).click();
  await page.waitForURL('**/sign-in/email-code**');
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await page.waitForURL('**/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.waitForURL('**/forgot-password');
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await page.goBack();
  await fillSignIn(page, person);
  await page.waitForURL('**/dashboard');
  await signOutByMenu(page);
  await expect(page.getByLabel('Email')).toHaveValue('');
});
