import type { Page } from '@playwright/test';
import { age, endInDatabase, sql } from '../support/database';
import { secondUrl } from '../support/environment';
import { lockedSheet, lookAgain } from '../support/guard';
import {
  canary,
  createPerson,
  fillSignIn,
  signInAs,
  signOutByMenu,
  type TestPerson,
} from '../support/people';
import { expect, test } from '../support/test';
import { notesOf } from '../support/test-notes';

/** Two thousand words. */
const longText = () => `${canary('typed')} ${'word '.repeat(2000)}`.trim();

const draftLine = (page: Page) => page.getByText(/^(Draft saved|Restored from your draft)/);
const saved = (page: Page) => expect(page.getByText('Draft saved')).toBeVisible();
const restored = (page: Page) =>
  expect(page.getByText(/^Restored from your draft, \d+:\d\d [AP]M/)).toBeVisible();
const description = (page: Page) => page.getByLabel('Description');

async function typeDraft(page: Page, text: string): Promise<void> {
  await page.goto('/test-notes/new');
  await page.getByLabel('Name').fill('A bridge');
  await description(page).fill(text);
  await saved(page);
}

const draftRows = (person: Pick<TestPerson, 'id'>) =>
  sql<
    { form: string; fields: Record<string, string> }[]
  >`select form, fields from drafts where user_id = ${person.id}`;

test('what is typed comes back on another device of the same person', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const text = longText();
  await typeDraft(signedIn, text);
  const other = await secondBrowser();
  await signInAs(other, person);
  await other.goto('/test-notes/new');
  await restored(other);
  await expect(description(other)).toHaveValue(text);
  await expect(other.getByLabel('Name')).toHaveValue('A bridge');
});

const ends: Record<string, (page: Page, person: TestPerson) => Promise<unknown>> = {
  'the idle timeout': (_page, person) => age(person, { idleSeconds: 1801 }),
  'the absolute limit': (_page, person) => age(person, { absoluteSeconds: 43_201 }),
  'a remote revoke': (_page, person) => endInDatabase(person, 'revoked_by_user'),
  'a sign-out': (page) => signOutByMenu(page),
};

for (const [name, end] of Object.entries(ends)) {
  test(`two thousand words survive ${name}, also when the tab is closed`, async ({
    signedIn,
    person,
    expectTrouble,
  }) => {
    expectTrouble(/status of 401/);
    const text = longText();
    await typeDraft(signedIn, text);
    await end(signedIn, person);
    const context = signedIn.context();
    await signedIn.close();
    const page = await context.newPage();
    await page.goto('/test-notes/new');
    await fillSignIn(page, person);
    await page.waitForURL((url) => url.pathname === '/test-notes/new');
    await restored(page);
    await expect(description(page)).toHaveValue(text);
  });
}

test('what was typed on one server is there on another', async ({ signedIn, person, secondBrowser }) => {
  await typeDraft(signedIn, 'over the brook');
  const other = await secondBrowser({ baseURL: secondUrl() });
  await signInAs(other, person, { at: `${secondUrl()}/sign-in` });
  await other.goto(`${secondUrl()}/test-notes/new`);
  await expect(description(other)).toHaveValue('over the brook');
});

test('typed while the session was over, it is kept as soon as the same person is back', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  await typeDraft(signedIn, 'over');
  await age(person, { idleSeconds: 1801 });
  await description(signedIn).fill('over the brook');
  await expect(lockedSheet(signedIn)).toBeVisible();
  await fillSignIn(signedIn, person);
  await expect(description(signedIn)).toHaveValue('over the brook');
  await expect.poll(async () => (await draftRows(person))[0]?.fields.description).toBe('over the brook');
});

test('the next person in the same browser sees nothing of it', async ({ signedIn }) => {
  const text = canary('draft');
  await typeDraft(signedIn, text);
  await signOutByMenu(signedIn);
  await signInAs(signedIn, await createPerson('Bob Example'));
  await signedIn.goto('/test-notes/new');
  await expect(description(signedIn)).toHaveValue('');
  await expect(draftLine(signedIn)).toHaveCount(0);
  expect(await signedIn.content()).not.toContain(text);
});

test('it goes when the form went through', async ({ signedIn, person }) => {
  await typeDraft(signedIn, 'over the brook');
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect(await draftRows(person)).toEqual([]);
  await signedIn.goto('/test-notes/new');
  await expect(description(signedIn)).toHaveValue('');
});

test('it is discarded with one press, and the form is as before', async ({ signedIn, person }) => {
  await typeDraft(signedIn, 'over the brook');
  await signedIn.reload();
  await restored(signedIn);
  await signedIn.getByRole('button', { name: 'Discard' }).click();
  await expect(description(signedIn)).toHaveValue('');
  await expect(draftLine(signedIn)).toHaveCount(0);
  expect(await draftRows(person)).toEqual([]);
});

test('without scripts it is offered back and can be discarded', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await typeDraft(signedIn, 'over the brook');
  const plain = await secondBrowser({ javaScriptEnabled: false });
  await signInAs(plain, person);
  await plain.goto('/test-notes/new');
  await restored(plain);
  await expect(description(plain)).toHaveValue('over the brook');
  await plain.getByRole('button', { name: 'Discard' }).click();
  await expect(description(plain)).toHaveValue('');
  expect(await draftRows(person)).toEqual([]);
  expect(await notesOf(person)).toEqual([]);
});

test('going away and Back shows what was typed, not the page as it was first opened', async ({
  signedIn,
}) => {
  await typeDraft(signedIn, 'over the brook');
  await signedIn.getByRole('link', { name: 'Dashboard' }).click();
  await signedIn.waitForURL('**/dashboard');
  await signedIn.goBack();
  await expect(description(signedIn)).toHaveValue('over the brook');
  await restored(signedIn);
});

test('left before it was saved, it is saved on the way out', async ({ signedIn, person }) => {
  await signedIn.goto('/test-notes/new');
  await description(signedIn).fill('over the brook');
  await signedIn.getByRole('link', { name: 'Dashboard' }).click();
  await expect.poll(async () => (await draftRows(person))[0]?.fields.description).toBe('over the brook');
});

test.describe('two tabs with the same draft', () => {
  async function twoTabs(first: Page): Promise<Page> {
    await typeDraft(first, 'from the first tab');
    const second = await first.context().newPage();
    await second.goto('/test-notes/new');
    await restored(second);
    await description(second).fill('from the second tab');
    await saved(second);
    await description(first).fill('from the first tab, longer');
    await expect(first.getByRole('status').filter({ hasText: 'changed in another tab' })).toBeVisible();
    return second;
  }
  const kept = async (person: TestPerson) => (await draftRows(person))[0]?.fields.description;

  test('do not overwrite each other; the person keeps what is here', async ({ signedIn, person }) => {
    await twoTabs(signedIn);
    expect(await kept(person)).toBe('from the second tab');
    await signedIn.getByRole('button', { name: 'Keep what is here' }).click();
    await saved(signedIn);
    expect(await kept(person)).toBe('from the first tab, longer');
  });

  test('or takes the other one', async ({ signedIn, person }) => {
    await twoTabs(signedIn);
    await signedIn.getByRole('button', { name: 'Use the other one' }).click();
    await expect(description(signedIn)).toHaveValue('from the second tab');
    expect(await kept(person)).toBe('from the second tab');
  });
});

test('a page in the background asks for nothing on behalf of its draft', async ({ signedIn }) => {
  await typeDraft(signedIn, 'over');
  const asked: string[] = [];
  signedIn.on('request', (request) => request.url().includes('/api/drafts') && asked.push(request.url()));
  await lookAgain(signedIn);
  expect(asked).toEqual([]);
});
