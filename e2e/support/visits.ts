/** Support that sees an account as its person: consents straight into the database, visits through the real button. */

import { expect, type Page } from '@playwright/test';
import { sql } from './database';
import { baseUrl } from './environment';
import { cookieOf } from './forms';
import type { TestPerson } from './people';
import { markSecret } from './secrets';

export const reasonToVisit = 'The invoice page is empty.';

type Someone = Pick<TestPerson, 'id'>;

/** As if the person had been asked and had allowed it. */
export const allowVisit = (staff: Someone, person: Someone, level: 'view' | 'act') =>
  sql`insert into support_grants (user_id, asked_by, reason, level, granted_at, expires_at)
    values (${person.id}, ${staff.id}, ${reasonToVisit}, ${level}, now(), now() + interval '24 hours')`;

/** From the person's page in the console; waits until the person's dashboard is there. */
export async function beginVisit(page: Page, person: Someone): Promise<void> {
  await page.goto(`/admin/people/${person.id}`);
  await page.getByRole('button', { name: 'See the account as this person' }).click();
  await page.waitForURL('**/dashboard');
  await expect(visitBanner(page)).toBeVisible();
}

export const visitBanner = (page: Page) => page.getByRole('status', { name: 'Support access' });

/** Both cookies as a browser sends them during a visit. */
export async function visitCookies(page: Page): Promise<string> {
  const held = await page.context().cookies();
  return ['session', 'support']
    .map((name) => `${name}=${markSecret(held.find((one) => one.name === name)?.value ?? '')}`)
    .join('; ');
}

/** The page of a browser that is signed in as this person. */
export async function signInto(page: Page, person: TestPerson, cookie?: string): Promise<Page> {
  const value = cookie ?? (await cookieOf(person));
  await page
    .context()
    .addCookies([{ name: 'session', value, url: baseUrl(), httpOnly: true, sameSite: 'Lax' }]);
  return page;
}

export const visitsTo = ({ id }: Someone) =>
  sql<
    {
      id: string;
      ended_at: Date | null;
      ended_reason: string | null;
      support_pages: number;
      support_changes: number;
    }[]
  >`select id, ended_at, ended_reason, support_pages, support_changes from sessions
    where user_id = ${id} and kind = 'support' order by created_at`;
