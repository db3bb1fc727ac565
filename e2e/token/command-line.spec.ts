import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { approveDevice, runCommandLine } from '../support/command-line';
import { sql } from '../support/database';
import type { TestPerson } from '../support/people';
import { markSecret } from '../support/secrets';
import { test as base, expect } from '../support/test';

const test = base.extend<{ home: string }>({
  home: async ({ trouble: _watching }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'command-line-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
});

const tokenFile = (home: string) => join(home, product.slug, 'tokens.json');
const apps = (person: TestPerson) =>
  sql<{ ended_reason: string | null }[]>`
    select ended_reason from sessions where user_id = ${person.id} and kind = 'api'`;

/** Runs it, and does in the browser what it asks for. */
async function signInBy(page: Page, home: string) {
  let typed: Promise<void> | undefined;
  const ended = await runCommandLine(home, ['sign-in'], (output) => {
    const [code] = /[A-Z]{4}-[A-Z]{4}/.exec(output) ?? [];
    if (code) typed ??= approveDevice(page, code);
  });
  await typed;
  const { accessToken, refreshToken } = JSON.parse(readFileSync(tokenFile(home), 'utf8'));
  for (const token of [accessToken, refreshToken]) markSecret(token);
  return ended;
}

test('a command line signs in by a code that is typed in the browser, works, and signs out', async ({
  signedIn,
  person,
  home,
}) => {
  expect(await runCommandLine(home, ['me'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('You are not signed in.'),
  });
  const { code, output } = await signInBy(signedIn, home);
  expect([code, output]).toEqual([
    0,
    expect.stringContaining(`You are signed in, as:\n${person.name} <${person.email}>`),
  ]);
  expect(statSync(tokenFile(home)).mode & 0o777).toBe(0o600);
  expect(await apps(person)).toEqual([{ ended_reason: null }]);
  // only: sample, from here
  const listed = await runCommandLine(home, ['projects']);
  expect([listed.code, listed.output]).toEqual([0, expect.stringContaining('no projects yet')]);
  // only: sample, to here
  const out = await runCommandLine(home, ['sign-out']);
  expect(out).toEqual({ code: 0, output: 'You are signed out.\n' });
  expect(await apps(person)).toEqual([{ ended_reason: 'signed_out' }]);
});

test('a command line with a browser beside it is signed in by a page that comes back to it', async ({
  signedIn,
  person,
  home,
}) => {
  let allowed: Promise<unknown> | undefined;
  const { code, output } = await runCommandLine(home, ['sign-in', '--browser'], (said) => {
    const [, address] = /Open (\S+)\n/.exec(said) ?? [];
    if (address) allowed ??= allowThere(signedIn, address);
  });
  await allowed;
  expect([code, output]).toEqual([0, expect.stringContaining('You are signed in, as:')]);
  expect(await apps(person)).toEqual([{ ended_reason: null }]);
});

async function allowThere(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('You can close this page')).toBeVisible();
}

test('a command line that is signed out in the browser says so, and by whom', async ({
  signedIn,
  person,
  home,
}) => {
  await signInBy(signedIn, home);
  await signedIn.goto('/settings/sessions');
  const item = signedIn.getByRole('listitem').filter({ hasText: 'on the command line' });
  await item.getByRole('button', { name: 'Revoke' }).click();
  await expect.poll(async () => (await apps(person))[0]?.ended_reason).toBe('revoked_by_user');
  const { code, output } = await runCommandLine(home, ['me']);
  expect([code, output]).toEqual([1, expect.stringContaining('You were signed out: signed out from')]);
});

test('a command that is none is answered by a list of those that there are', async ({ home }) => {
  const { code, output } = await runCommandLine(home, ['sing-in']);
  expect([code, output]).toEqual([2, expect.stringContaining('npm run cli-sample -- <command>')]);
});
