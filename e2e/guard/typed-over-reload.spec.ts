/** What was typed survives the reload that a page asks for. */

import { type Fate, isAction, toActions, unknownAction } from '../support/answers';
import { endInDatabase } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { lockedSheet } from '../support/guard';
import { createPerson, fillSignIn } from '../support/people';
import { expect, test } from '../support/test';
import { notesOf } from '../support/test-notes';

test('what was typed comes back after the reload, secrets aside, on a public page as well', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  const kept: string[] = [];
  await page.exposeFunction('noteKept', (text: string) => kept.push(text));
  await page.addInitScript(() => {
    const { noteKept } = window as unknown as { noteKept: (text: string) => void };
    const plain = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, value) {
      noteKept(value);
      plain.call(this, name, value);
    };
  });
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada Example');
  await page.getByLabel('Email').fill('ada@elsewhere.example');
  await page.getByLabel('Password', { exact: true }).fill('a rather long secret');
  // Shown as plain text it is a secret all the same.
  await page.getByRole('button', { name: /show password/i }).click();
  await page.route('**/sign-up', toActions(unknownAction));
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Enter your passwords and codes again.')).toBeVisible();
  const reload = page.getByRole('button', { name: 'Reload the page' });
  await Promise.all([page.waitForEvent('load'), reload.click()]);
  await expect(page.getByLabel('Name')).toHaveValue('Ada Example');
  await expect(page.getByLabel('Email')).toHaveValue('ada@elsewhere.example');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  expect(kept).toHaveLength(1);
  expect(kept[0]).toContain('Ada Example');
  expect(kept[0]).not.toContain('secret');
  // Brought back once: a later reload is one like any other.
  await page.reload();
  await expect(page.getByLabel('Name')).toHaveValue('');
});

test('what one person typed comes back to nobody else', async ({ signedIn, expectTrouble }) => {
  expectTrouble(/status of 404/);
  const name = signedIn.getByLabel('Name');
  await signedIn.goto('/settings/profile');
  await name.fill('Typed by Ada');
  await signedIn.route('**/settings/profile', toActions(unknownAction));
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  const cookie = await cookieOf(await createPerson('Bob Example'));
  await signedIn.context().addCookies([{ name: 'session', value: cookie, url: baseUrl() }]);
  const reload = signedIn.getByRole('button', { name: 'Reload the page' });
  await Promise.all([signedIn.waitForEvent('load'), reload.click()]);
  await expect(name).toHaveValue('Bob Example');
  await expect.poll(() => signedIn.evaluate(() => sessionStorage.length)).toBe(0);
});

test('a page that is put away keeps what was typed when its sign-in needs a reload', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 40[14]/);
  await signedIn.goto('/settings/profile');
  await signedIn.getByLabel('Name').fill('A longer name');
  await endInDatabase(person, 'revoked_by_user');
  await expect(lockedSheet(signedIn)).toBeVisible();
  await signedIn.route('**/settings/profile', toActions(unknownAction));
  await fillSignIn(signedIn, person);
  await signedIn.getByRole('button', { name: 'Reload the page' }).click();
  await signedIn.waitForURL('**/sign-in?next=**');
  await fillSignIn(signedIn, person);
  await signedIn.waitForURL('**/settings/profile');
  await expect(signedIn.getByLabel('Name')).toHaveValue('A longer name');
});

test('a submission that may have gone through is still the same one after the reload', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/Failed to load resource/);
  const fates: Fate[] = [
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort('connectionreset');
    },
    unknownAction,
  ];
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A bridge');
  await signedIn.route('**', async (route) => {
    const fate = isAction(route) ? fates.shift() : undefined;
    await (fate ? fate(route) : route.fallback());
  });
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  const reload = signedIn.getByRole('button', { name: 'Reload the page' });
  await Promise.all([signedIn.waitForEvent('load'), reload.click()]);
  await expect(signedIn.getByLabel('Name')).toHaveValue('A bridge');
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect(await notesOf(person)).toHaveLength(1);
});

test('a form that the page opens on demand is open again with what was typed, once', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Rename' }).click();
  const name = signedIn.getByLabel('Device name');
  await name.fill('Kitchen laptop');
  await signedIn.route('**/settings/sessions', toActions(unknownAction));
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(signedIn.getByText('What you typed comes back.')).toBeVisible();
  const reload = signedIn.getByRole('button', { name: 'Reload the page' });
  await Promise.all([signedIn.waitForEvent('load'), reload.click()]);
  await expect(name).toHaveValue('Kitchen laptop');
  await expect(name).toBeFocused();
  await signedIn.reload();
  await expect(signedIn.getByRole('button', { name: 'Rename' })).toBeVisible();
  await expect(name).toHaveCount(0);
});
