import { age, liveSession } from '../support/database';
import { idleDialog, lockedSheet, lookAgain, warningBar } from '../support/guard';
import { expectGone } from '../support/leaks';
import { canary, createPerson, fillSignIn, signInAs } from '../support/people';
import { expect, test } from '../support/test';
import { addNote } from '../support/test-notes';

test('the warning comes up in all tabs, and one answer closes it in all', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  const other = await signedIn.context().newPage();
  await other.goto('/test-notes');
  await age(person, { idleSeconds: 1745 });
  for (const page of [signedIn, other]) await lookAgain(page);
  for (const page of [signedIn, other]) await expect(idleDialog(page)).toBeVisible();
  await idleDialog(other).getByRole('button', { name: 'Stay signed in' }).click();
  for (const page of [signedIn, other]) await expect(idleDialog(page)).toHaveCount(0);
});

test('the banner, too, closes in all tabs', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  const other = await signedIn.context().newPage();
  await other.goto('/test-notes');
  await age(person, { idleSeconds: 1700 });
  for (const page of [signedIn, other]) await lookAgain(page);
  for (const page of [signedIn, other]) await expect(warningBar(page)).toBeVisible();
  await warningBar(signedIn).getByRole('button', { name: 'Stay signed in' }).click();
  for (const page of [signedIn, other]) await expect(warningBar(page)).toHaveCount(0);
});

test('activity in another tab keeps this one alive: no warning stays up', async ({ page, person }) => {
  await page.clock.install();
  await signInAs(page, person);
  await page.goto('/test-notes/new');
  await lookAgain(page);
  // Somebody worked in another tab all the while: the server says that there is plenty of time.
  const asked = page.waitForResponse('**/api/session');
  await page.clock.fastForward(1_700_000);
  await asked;
  await expect(warningBar(page)).toHaveCount(0);
  await expect(lockedSheet(page)).toHaveCount(0);
});

test('a tab that shows Alice stops when Bob signs in in another one', async ({ page, person }) => {
  const [bob, note] = [await createPerson('Bob Example'), canary()];
  await addNote(person, note);
  const tab = await page.context().newPage();
  await tab.goto('/sign-in');
  await signInAs(page, person);
  await page.goto('/test-notes');
  await expect(page.getByText(note)).toBeVisible();
  await fillSignIn(tab, bob);
  await tab.waitForURL('**/dashboard');
  await expect(page.getByRole('heading', { name: 'Someone else signed in' })).toBeVisible();
  await expectGone(page, note);
  await expect(page.getByText(`as Bob Example (${bob.email})`)).toBeVisible();
  await page.getByRole('button', { name: 'Continue as Bob Example' }).click();
  await page.waitForURL('**/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bob Example');
  await expectGone(page, person.email);
});

test('signing in at the sheet of one tab opens the others again', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  await signedIn.goto('/dashboard');
  expectTrouble(/status of 401/);
  const other = await signedIn.context().newPage();
  await other.goto('/test-notes/new');
  const text = canary('typed');
  await other.getByLabel('Description').fill(text);
  await age(person, { idleSeconds: 1801 });
  for (const page of [signedIn, other]) await lookAgain(page);
  for (const page of [signedIn, other]) await expect(lockedSheet(page)).toBeVisible();
  await fillSignIn(signedIn, person);
  await expect(lockedSheet(other)).toHaveCount(0);
  await expect(other.getByLabel('Description')).toHaveValue(text);
  await liveSession(person);
});

test('a message that somebody else sends to the tabs does no harm', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  await signedIn.evaluate(() => {
    const channel = new BroadcastChannel('session-tabs');
    for (const forged of [
      null,
      7,
      'logout',
      { type: 'logout' },
      { sessionId: 'another' },
      { type: 'extend' },
    ])
      channel.postMessage(forged);
  });
  await expect(signedIn.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(lockedSheet(signedIn)).toHaveCount(0);
  expect((await liveSession(person)).ended_at).toBeNull();
});
