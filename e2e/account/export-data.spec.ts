import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { product } from '../../lib/config/product';
import { age, auditRows, sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { heldCookie, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const textOf = async (file: Download) => readFile(await file.path(), 'utf8');

const exportsOf = async (person: TestPerson) =>
  (await auditRows(person)).filter(({ event }) => event === 'data_exported').length;

test('the export asks for the password when the proof is old, and then comes by itself', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/settings/profile');
  await age(person, { stepUpSeconds: 601 });
  const cookie = await heldCookie(signedIn.context());
  expect((await ask('/api/account/export', { cookie })).status).toBe(403);
  expect(await exportsOf(person)).toBe(0);
  await signedIn.getByRole('button', { name: 'Export my data' }).click();
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to export your data.");
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  const [file] = await Promise.all([
    signedIn.waitForEvent('download'),
    stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(
    new RegExp(`^${product.slug}-export-\\d{4}-\\d\\d-\\d\\d\\.json$`),
  );
  const document = JSON.parse(await textOf(file));
  expect(document).toMatchObject({ profile: { email: person.email }, passkeys: [] });
  expect(document.sessions).toHaveLength(1);
  await expect(signedIn).toHaveURL(/\/settings\/profile$/);
  expect(await exportsOf(person)).toBe(1);
});

test('after ten exports in an hour the page says to wait', async ({ signedIn, person, expectTrouble }) => {
  expectTrouble(/status of 429/);
  await sql`
    insert into rate_limits (key, points, expires_at)
    values (${`account_changes:${person.id}`}, 10, now() + interval '1 hour')`;
  await signedIn.goto('/settings/profile');
  await signedIn.getByRole('button', { name: 'Export my data' }).click();
  await expect(signedIn.getByText('That was a lot at once.')).toBeVisible();
  expect(await exportsOf(person)).toBe(0);
});

test('a look at a download makes no file and leaves no trace', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const path of ['/api/account/export', '/api/account/activity']) {
    expect((await ask(path, { method: 'HEAD', cookie })).status).toBe(204);
    expect((await ask(path, { method: 'HEAD' })).status).toBe(401);
  }
  expect(await exportsOf(person)).toBe(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the export asks for the password on a page of its own', async ({ signedIn, person }) => {
    await signedIn.goto('/settings/profile');
    await age(person, { stepUpSeconds: 601 });
    await signedIn.getByRole('button', { name: 'Export my data' }).click();
    await expect(signedIn).toHaveURL(/\/step-up\?next=%2Fsettings%2Fprofile&for=export_data$/);
    await signedIn.getByLabel('Password', { exact: true }).fill(person.password);
    await signedIn.getByRole('button', { name: 'Confirm' }).click();
    await expect(signedIn).toHaveURL(/\/settings\/profile$/);
    const [file] = await Promise.all([
      signedIn.waitForEvent('download'),
      signedIn.getByRole('button', { name: 'Export my data' }).click(),
    ]);
    expect(JSON.parse(await textOf(file))).toMatchObject({ profile: { email: person.email } });
    expect(await exportsOf(person)).toBe(1);
  });
});
