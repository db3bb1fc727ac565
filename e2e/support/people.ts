/** People for tests: each test has its own, so that tests may run side by side and in any order. */

import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { BrowserContext, Page } from '@playwright/test';
import { sql } from './database';
import { markSecret } from './secrets';

export type TestPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

/** Text that stands nowhere else in the world. */
export const canary = (about = 'canary') => `${about}-${randomBytes(6).toString('hex')}`;

export const freshEmail = () => `${canary('someone')}@example.com`;
export const freshPassword = () => markSecret(`quiet ${randomBytes(6).toString('hex')} harbour lights`);

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** An account straight into the database, with a real argon2id hash: tests of sign-up go through the form instead. */
export async function createPerson(name = 'Alice Example'): Promise<TestPerson> {
  const person = { name, email: freshEmail(), password: freshPassword() };
  const passwordHash = markSecret(await hash(person.password, parameters));
  const [row] = await sql<{ id: string }[]>`
    insert into users (email, name, password_hash, email_verified_at)
    values (${person.email}, ${name}, ${passwordHash}, now()) returning id`;
  if (!row) throw new Error('the person was not stored');
  return { ...person, id: row.id };
}

export type SignInOptions = {
  readonly remember?: boolean;
  /** Where to sign in: the sign-in page with its query, on any instance. */
  readonly at?: string;
};

/** Types into the sign-in form that the page shows, and sends it. */
export async function fillSignIn(
  page: Page,
  person: Pick<TestPerson, 'email' | 'password'>,
  remember = false,
): Promise<void> {
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  if (remember) await page.getByLabel('Keep me signed in on this device').check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Through the real form. Waits until the page after it is there. */
export async function signInAs(page: Page, person: TestPerson, options: SignInOptions = {}): Promise<void> {
  await page.goto(options.at ?? '/sign-in');
  await fillSignIn(page, person, options.remember);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await heldSessionCookie(page.context());
}

/** From the account menu of any signed-in page. */
export async function chooseFromAccountMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

export async function signOutByMenu(page: Page): Promise<void> {
  await chooseFromAccountMenu(page, 'Sign out');
  await page.waitForURL('**/sign-in');
}

/** The value in the browser's jar; undefined when there is none. */
export async function heldSessionCookie(context: BrowserContext): Promise<string | undefined> {
  const found = (await context.cookies()).find(({ name }) => name === 'session');
  return found ? markSecret(found.value) : undefined;
}

/** The same, for tests that go on to use it. */
export async function heldCookie(context: BrowserContext): Promise<string> {
  const value = await heldSessionCookie(context);
  if (!value) throw new Error('this browser holds no session cookie');
  return value;
}
