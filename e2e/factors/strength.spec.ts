import { sql } from '../support/database';
import { enrol } from '../support/factors';
import { interceptAction, replay } from '../support/forms';
import { ask } from '../support/http';
import { freshEmail, heldCookie, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const becomeAdministrator = (person: TestPerson) =>
  sql`update users set role = 'administrator' where id = ${person.id}`;

const emailOf = async (person: TestPerson) =>
  (await sql<{ email: string }[]>`select email from users where id = ${person.id}`)[0]?.email;

test('an administrator with a password alone is told to set up a second factor, however fresh the proof', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 403/);
  await becomeAdministrator(person);
  await signedIn.goto('/settings/profile');
  const email = freshEmail();
  await signedIn.getByLabel('New email').fill(email);
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  await expect(signedIn.getByText('This needs a second factor, and your account has none.')).toBeVisible();
  await expect(signedIn.getByLabel('New email')).toHaveValue(email);
  await signedIn.getByRole('button', { name: 'Export my data' }).click();
  await expect(signedIn.getByText('This needs a second factor')).toHaveCount(2);
  const refused = await ask('/api/account/export', { cookie: await heldCookie(signedIn.context()) });
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([403, 'forbidden']);
  const waiting = await sql`select 1 from email_changes where user_id = ${person.id}`;
  expect(waiting).toHaveLength(0);
  await signedIn.goto('/settings/security');
  await signedIn.getByRole('button', { name: 'Connect GitHub' }).click();
  await expect(signedIn.getByText('This needs a second factor')).toBeVisible();
});

test('an action recorded before the role changed is refused as well', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/Failed to load resource/);
  await signedIn.goto('/settings/profile');
  await signedIn.getByRole('button', { name: 'Delete my account' }).click();
  const yes = signedIn.getByRole('alertdialog').getByRole('button', { name: 'Delete my account' });
  const call = await interceptAction(signedIn, () => yes.click());
  await becomeAdministrator(person);
  const answer = await replay(call, { cookie: await heldCookie(signedIn.context()) });
  expect(answer.text).toContain('This needs a second factor');
  expect(await emailOf(person)).toBe(person.email);
});

test('with a second factor it goes through', async ({ signedIn, person }) => {
  test.slow();
  await becomeAdministrator(person);
  await enrol(signedIn);
  await signedIn.goto('/settings/profile');
  await signedIn.getByLabel('New email').fill(freshEmail());
  await signedIn.getByRole('button', { name: 'Change email' }).click();
  await expect(signedIn.getByText('Waiting for')).toBeVisible();
});
