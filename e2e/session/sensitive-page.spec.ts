import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { age, liveSession, sessionRow } from '../support/database';
import { idleDialog, lockedSheet, lookAgain, warningBar } from '../support/guard';
import { expectGone } from '../support/leaks';
import { expect, test } from '../support/test';

const sensitive = '/test-sensitive';
const sheet = (page: Page) => page.getByRole('heading', { name: "Confirm it's you" });
const title = (page: Page) => page.getByRole('heading', { level: 1, name: 'Sensitive' });

async function prove(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

test('after ten minutes without activity the page asks for proof and the session lives on', async ({
  signedIn,
  person,
}) => {
  await age(person, { idleSeconds: 601, stepUpSeconds: 700 });
  await signedIn.goto(sensitive);
  await expect(signedIn).toHaveURL(/\/step-up\?next=%2Ftest-sensitive$/);
  // Trying again is no proof, and neither is another page.
  await signedIn.goto('/test-notes');
  await signedIn.goto(sensitive);
  await expect(signedIn).toHaveURL(/\/step-up\?/);
  await prove(signedIn, person.password);
  await expect(signedIn).toHaveURL(/\/test-sensitive$/);
  await expect(title(signedIn)).toBeVisible();
});

test('a few seconds before, it is shown', async ({ signedIn, person }) => {
  await age(person, { idleSeconds: 590, stepUpSeconds: 700 });
  await signedIn.goto(sensitive);
  await expect(title(signedIn)).toBeVisible();
});

test('the guard warns of the page, and staying keeps it', async ({ signedIn, person }) => {
  await signedIn.goto(sensitive);
  await age(person, { idleSeconds: 490 });
  await lookAgain(signedIn);
  await expect(warningBar(signedIn)).toContainText(
    "We'll put this page away in 2 minutes because you've been inactive.",
  );
  await expectAccessible(signedIn);
  await age(person, { idleSeconds: 550 });
  await lookAgain(signedIn);
  await expect(idleDialog(signedIn)).toContainText(/we'll put this page away in 0:[45]\d/);
  await idleDialog(signedIn).getByRole('button', { name: 'Keep it open' }).click();
  await expect(idleDialog(signedIn)).toHaveCount(0);
  await expect(title(signedIn)).toBeVisible();
});

test('when its time is over the content leaves the document, and comes back as it was with the password', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto(sensitive);
  await expect(title(signedIn)).toBeVisible();
  const { id } = await liveSession(person);
  await age(person, { idleSeconds: 610, stepUpSeconds: 700 });
  await lookAgain(signedIn);
  await expect(sheet(signedIn)).toBeVisible();
  await expectGone(signedIn, 'Seen for a short while only.');
  await expectAccessible(signedIn);
  await prove(signedIn, 'this is not the password');
  await expect(signedIn.getByText("That password isn't right")).toBeVisible();
  await lookAgain(signedIn);
  await expect(sheet(signedIn)).toBeVisible();
  await prove(signedIn, person.password);
  await expect(title(signedIn)).toBeVisible();
  await expect(sheet(signedIn)).toHaveCount(0);
  expect((await sessionRow(id)).ended_at).toBeNull();
});

test('a tab with another page is not affected', async ({ signedIn, person }) => {
  const other = await signedIn.context().newPage();
  await other.goto('/test-notes');
  await signedIn.goto(sensitive);
  await age(person, { idleSeconds: 610, stepUpSeconds: 700 });
  await lookAgain(signedIn);
  await expect(sheet(signedIn)).toBeVisible();
  await lookAgain(other);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(sheet(other)).toHaveCount(0);
});

test('when the session itself ends, the page is locked as every other', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  await signedIn.goto(sensitive);
  await age(person, { idleSeconds: 1801 });
  await lookAgain(signedIn);
  await expect(lockedSheet(signedIn)).toBeVisible();
});
