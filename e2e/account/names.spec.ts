import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll } from '../support/accessible';
import { sql } from '../support/database';
import { cookieOf } from '../support/forms';
import type { TestPerson } from '../support/people';
import { expect, firefoxOnMac, test } from '../support/test';
import { addNote } from '../support/test-notes';

const endless = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt';
const turned = '\u202eevil\u2066\u2028\u200b';

/** As rows from before hold them: no form takes these any more. */
async function call(person: TestPerson, name: string): Promise<string> {
  const email = `${endless}@${endless}.${endless}.example`.toLowerCase();
  await sql`update users set name = ${name}, email = ${`${person.id.slice(0, 4)}${email}`} where id = ${person.id}`;
  await sql`update sessions set device_name = ${name} where user_id = ${person.id}`;
  await sql`update passkeys set name = ${name} where user_id = ${person.id}`;
  await sql`update known_devices set device_name = ${name} where user_id = ${person.id}`;
  await sql`update test_notes set name = ${name}, description = ${name} where user_id = ${person.id}`;
  const [note] = await sql<{ id: string }[]>`select id from test_notes where user_id = ${person.id}`;
  if (!note) throw new Error('there is no note');
  return note.id;
}

async function withEverything(person: TestPerson): Promise<void> {
  await addNote(person, 'Bridge');
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  await sql`
    insert into known_devices (user_id, device_hash, device_name, trusted_at)
    values (${person.id}, sha256(${person.id}::bytea), 'x', now())`;
  await sql`
    insert into passkeys (user_id, credential_id, public_key, counter, synced, name)
    values (${person.id}, ${person.id}, ${Buffer.from('x')}, 0, true, 'x')`;
}

const pagesWithNames = (note: string) => [
  ...['/dashboard', '/test-notes', `/test-notes/${note}`, '/settings/profile', '/settings/security'],
  ...['/settings/sessions', '/settings/activity', '/step-up'],
];

async function look(page: Page, path: string): Promise<string> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Account menu' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  // biome-ignore lint/performance/useDomNodeTextContent: what a person reads, without the data in the page's scripts
  return page.locator('body').innerText();
}

test.beforeEach(async ({ signedIn, person }) => {
  await signedIn.setViewportSize({ width: 390, height: 844 });
  await withEverything(person);
});

test('sixty letters without a blank break, and no page scrolls sideways on a phone', async ({
  signedIn,
  person,
}) => {
  test.slow();
  const note = await call(person, endless);
  for (const path of pagesWithNames(note)) expect(await look(signedIn, path)).toContain(endless);
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Account menu' }).click();
  await expect(signedIn.getByRole('menu')).toContainText(endless);
  await expectNoSidewaysScroll(signedIn);
});

test('names from before that turn the text around, or show nothing, are shown harmlessly', async ({
  signedIn,
  person,
}) => {
  test.slow();
  for (const [stored, shown] of [
    [turned, 'evil'],
    ['\u200b\u3164', 'No name'],
  ] as const) {
    const note = await call(person, stored);
    for (const path of pagesWithNames(note)) {
      const text = await look(signedIn, path);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028]/);
      await expect(signedIn.getByRole('button', { name: 'Account menu' })).toHaveText(shown);
    }
    await signedIn.goto('/settings/sessions');
    await expect(signedIn.getByRole('listitem').filter({ hasText: 'This device' })).toContainText(shown);
  }
});
