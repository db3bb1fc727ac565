/** The stand-ins for Google and GitHub, as a person goes through them. */

import type { Page } from '@playwright/test';
import { baseUrl } from './environment';

const cameBack = (url: URL) =>
  url.origin === new URL(baseUrl()).origin && !url.pathname.startsWith('/sign-in/with');

/** From our button to the provider's page, and back with an answer. */
export async function goThrough(
  page: Page,
  button: string,
  address: string,
  answer = 'Allow',
): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('heading', { name: 'stand-in' }).waitFor();
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: answer }).click();
  await page.waitForURL(cameBack);
}

/** What the page says about it. */
export const note = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
