import type { Page } from '@playwright/test';
import { waitForMail } from './mail';
import { fillSignIn, freshEmail, freshPassword } from './people';
import type { Site } from './site';
import { expect } from './test';

export type SitePerson = { readonly name: string; readonly email: string; readonly password: string };

/** Signs up, follows the link of the mail, and signs in. */
export async function joinSite(page: Page, site: Site): Promise<SitePerson> {
  const someone = { name: 'Grace Hopper', email: freshEmail(), password: freshPassword() };
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(someone.name);
  await page.getByLabel('Email').fill(someone.email);
  await page.getByLabel('Password', { exact: true }).fill(someone.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  const mail = await waitForMail(someone.email, { subject: 'Confirm your email' });
  expect(mail.text).toContain(`${site.url}/verify-email?token=`);
  const { pathname, search } = new URL(mail.links[0] ?? '');
  await page.goto(pathname + search);
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await page.waitForURL('**/sign-in');
  await fillSignIn(page, someone);
  await page.waitForURL('**/dashboard');
  return someone;
}
