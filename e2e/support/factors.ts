/** Second factors as a person sets them up, and codes by the database's clock. */

import { expect, type Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { sql } from './database';
import type { TestPerson } from './people';
import { markSecret } from './secrets';

/** On the security page of somebody signed in: sets up an authenticator app and returns its key. */
export async function enrol(page: Page): Promise<string> {
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Set up authenticator app' }).click();
  const key = await keyShown(page);
  await page.getByLabel('Code', { exact: true }).fill(await codeNow(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Remove authenticator app' })).toBeVisible();
  return key;
}

export async function keyShown(page: Page): Promise<string> {
  const text = await page.getByTestId('authenticator-key').textContent();
  return markSecret((text ?? '').replace(/\s/g, ''));
}

/** What the app shows now, and a moment from now: near the end of its half minute the database waits for the next one. */
export async function codeNow(key: string): Promise<string> {
  await sql`
    select pg_sleep(case when left_over < 5 then left_over + 0.1 else 0 end)
    from (select 30 - mod(extract(epoch from clock_timestamp()), 30) as left_over) as clock`;
  const [row] = await sql<{ step: number }[]>`
    select floor(extract(epoch from clock_timestamp()) / 30)::int as step`;
  return generateSync({ strategy: 'hotp', secret: key, counter: row?.step ?? 0 });
}

/** A code that has not been used: as if a half minute had passed since the last one. */
export async function nextCode(person: Pick<TestPerson, 'id'>, key: string): Promise<string> {
  await sql`update totp_authenticators set last_step = null where user_id = ${person.id}`;
  return codeNow(key);
}

/** From the sign-in form to the question for the code. */
export async function signInToCode(page: Page, person: TestPerson, at = '/sign-in'): Promise<void> {
  await page.goto(at);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/sign-in/second-factor**');
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** On the security page: what is asked before something is lost, and yes. */
export async function confirmed(page: Page, button: string): Promise<void> {
  // One that was asked and answered before takes a moment to go.
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: button }).click();
}

/** The same without scripts: a box to tick. */
export async function confirmedByBox(page: Page, box: string, button: string): Promise<void> {
  await page.getByLabel(box).check();
  await page.getByRole('button', { name: button }).click();
}

/** On the security page, where there are none yet. */
export async function createRecoveryCodes(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  return codesShown(page);
}

export async function codesShown(page: Page): Promise<string[]> {
  const codes = page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  return (await codes.allTextContents()).map(markSecret);
}
