import type { Page } from '@playwright/test';
import { age, auditRows, liveSession, sessionRow, sessionRows } from '../support/database';
import { cookieOf, recordAction, replay, withText } from '../support/forms';
import { lockedSheet, stepUpDialog } from '../support/guard';
import { ask, fromOurPages } from '../support/http';
import { canary, chooseFromAccountMenu, heldCookie, signInAs, type TestPerson } from '../support/people';
import { expect, firefoxOnMac, test } from '../support/test';
import { addNote, notesOf } from '../support/test-notes';

/** Another device to revoke, seen from the sessions page. */
async function otherDevice(
  page: Page,
  person: TestPerson,
): Promise<{ id: string; revoke: () => Promise<void> }> {
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  const row = (await sessionRows(person)).find(({ device_name }) => device_name === 'Firefox on Mac');
  await page.goto('/settings/sessions');
  const item = page.getByRole('listitem').filter({ hasText: 'Firefox on Mac' });
  return { id: row?.id ?? '', revoke: () => item.getByRole('button', { name: 'Revoke' }).click() };
}

const password = (page: Page) => stepUpDialog(page).getByLabel('Password', { exact: true });
const confirm = (page: Page) => stepUpDialog(page).getByRole('button', { name: 'Confirm' }).click();

test('within ten minutes of signing in nothing is asked', async ({ signedIn, person }) => {
  const other = await otherDevice(signedIn, person);
  await age(person, { stepUpSeconds: 590 });
  await other.revoke();
  await expect.poll(async () => (await sessionRow(other.id)).ended_reason).toBe('revoked_by_user');
  await expect(stepUpDialog(signedIn)).toHaveCount(0);
});

test('later, the person confirms with the password and the revoking goes through by itself', async ({
  signedIn,
  person,
}) => {
  const other = await otherDevice(signedIn, person);
  const before = await heldCookie(signedIn.context());
  await age(person, { stepUpSeconds: 600 });
  await other.revoke();
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to revoke this session.");
  await expect(password(signedIn)).toBeFocused();
  expect((await sessionRow(other.id)).ended_at).toBeNull();
  await password(signedIn).fill('this is not the password');
  await confirm(signedIn);
  await expect(password(signedIn)).toHaveAccessibleDescription(/password isn't right/);
  expect((await sessionRow(other.id)).ended_at).toBeNull();
  await password(signedIn).fill(person.password);
  await confirm(signedIn);
  await expect.poll(async () => (await sessionRow(other.id)).ended_reason).toBe('revoked_by_user');
  await expect(stepUpDialog(signedIn)).toHaveCount(0);
  // Anyone who copied the cookie before the proof holds nothing now.
  expect((await ask('/api/session', { cookie: before })).status).toBe(401);
  const after = await heldCookie(signedIn.context());
  expect(after).not.toBe(before);
  expect((await ask('/api/session', { cookie: after })).status).toBe(200);
});

test('cancelling changes nothing', async ({ signedIn, person }) => {
  const other = await otherDevice(signedIn, person);
  const rows = await sessionRows(person);
  await age(person, { stepUpSeconds: 601 });
  for (const leave of ['Cancel', 'Close', 'Escape']) {
    await other.revoke();
    await expect(stepUpDialog(signedIn)).toBeVisible();
    if (leave === 'Escape') await signedIn.keyboard.press('Escape');
    else await stepUpDialog(signedIn).getByRole('button', { name: leave }).click();
    await expect(stepUpDialog(signedIn)).toHaveCount(0);
  }
  const after = await sessionRows(person);
  expect(after.map((row) => [row.id, row.ended_at])).toEqual(rows.map((row) => [row.id, null]));
  await expect(signedIn.getByRole('button', { name: 'Revoke' })).toBeEnabled();
});

test('deleting a note waits for the proof and then happens by itself', async ({ signedIn, person }) => {
  const name = canary();
  const note = await addNote(person, name);
  await signedIn.goto(`/test-notes/${note.id}`);
  await expect(signedIn).toHaveTitle(new RegExp(`^${name}`));
  await age(person, { stepUpSeconds: 601 });
  await signedIn.getByRole('button', { name: 'Delete note' }).click();
  const question = signedIn.getByRole('alertdialog', { name: `Delete “${name}”?` });
  await expect(question).toContainText('The note is gone for good.');
  await question.getByRole('button', { name: 'Delete note' }).click();
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to export your data.");
  expect(await notesOf(person)).toHaveLength(1);
  await password(signedIn).fill(person.password);
  await signedIn.keyboard.press('Enter');
  await signedIn.waitForURL('**/test-notes');
  expect(await notesOf(person)).toEqual([]);
  await expect(signedIn.getByRole('heading', { level: 1, name: 'Notes' })).toBeFocused();
});

test('while the proof is fresh, deleting a note still asks, and Cancel keeps it', async ({
  signedIn,
  person,
}) => {
  const { id } = await addNote(person, canary());
  await signedIn.goto(`/test-notes/${id}`);
  const button = signedIn.getByRole('button', { name: 'Delete note' });
  await button.click();
  const question = signedIn.getByRole('alertdialog', { name: /^Delete “/ });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await expect(button).toBeFocused();
  expect(await notesOf(person)).toHaveLength(1);
});

test('signing out everywhere from an old proof asks first', async ({ signedIn, person }) => {
  await signedIn.goto('/dashboard');
  await age(person, { stepUpSeconds: 601 });
  await chooseFromAccountMenu(signedIn, 'Sign out everywhere');
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to sign out everywhere.");
  await password(signedIn).fill(person.password);
  await confirm(signedIn);
  await signedIn.waitForURL('**/sign-in');
  expect((await sessionRows(person)).map((row) => row.ended_reason)).toEqual(['signed_out_everywhere']);
});

test('a proof in one session does not count in another', async ({ signedIn, secondBrowser, person }) => {
  const first = await liveSession(person);
  const second = await secondBrowser();
  await signInAs(second, person);
  await age(first.id, { stepUpSeconds: 601 });
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Revoke' }).click();
  await expect(stepUpDialog(signedIn)).toBeVisible();
  expect((await sessionRows(person)).filter((row) => row.ended_at)).toEqual([]);
});

test('activity never makes a proof last longer', async ({ signedIn, person }) => {
  const { id } = await liveSession(person);
  await age(id, { stepUpSeconds: 700, idleSeconds: 100 });
  const proven = (await sessionRow(id)).authenticated_at;
  const cookie = await heldCookie(signedIn.context());
  await ask('/api/session/touch', { method: 'POST', cookie, headers: fromOurPages() });
  await signedIn.goto('/test-notes');
  await expect
    .poll(async () => (await sessionRow(id)).last_active_at.getTime())
    .toBeGreaterThan(proven.getTime());
  expect((await sessionRow(id)).authenticated_at).toEqual(proven);
  const body = JSON.parse((await ask('/api/session', { cookie })).text);
  expect(body.session.stepUpSecondsLeft).toBe(0);
});

test('a recorded call is refused by the server once the proof is old', async ({ signedIn, person }) => {
  const other = await otherDevice(signedIn, person);
  const call = await recordAction(signedIn, other.revoke);
  await expect.poll(async () => (await sessionRow(other.id)).ended_at).not.toBeNull();
  await cookieOf(person);
  const [target] = (await sessionRows(person)).filter((row) => !row.ended_at);
  await age(person, { stepUpSeconds: 601 });
  const cookie = await heldCookie(signedIn.context());
  const answer = await replay(withText(call, other.id, target?.id ?? ''), { cookie });
  expect(answer.text).toContain('step_up_required');
  expect((await sessionRow(target?.id ?? '')).ended_at).toBeNull();
});

test('five wrong passwords end the session, and the page says why', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await otherDevice(signedIn, person);
  const rows = await sessionRows(person);
  const own = rows.find(({ id }) => id !== other.id);
  await age(person, { stepUpSeconds: 601 });
  await other.revoke();
  for (let tries = 1; tries <= 5; tries += 1) {
    await password(signedIn).fill(`wrong password number ${tries}`);
    await confirm(signedIn);
    if (tries < 5) await expect.poll(async () => failures(person)).toBe(tries);
    if (tries < 5)
      await expect(stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' })).toBeEnabled();
    if (tries === 2) await expect(password(signedIn)).toHaveAccessibleDescription(/Try again\.$/);
    if (tries === 3) await expect(password(signedIn)).toHaveAccessibleDescription(/2 tries left, then this/);
    if (tries === 4) await expect(password(signedIn)).toHaveAccessibleDescription(/1 try left, then this/);
  }
  await expect(lockedSheet(signedIn)).toBeVisible();
  await expect(signedIn.getByRole('status').filter({ hasText: 'Too many wrong passwords' })).toBeVisible();
  expect((await sessionRow(own?.id ?? '')).ended_reason).toBe('step_up_failed');
  expect((await sessionRow(other.id)).ended_at).toBeNull();
});

const failures = async (person: TestPerson) =>
  (await auditRows(person)).filter(({ event }) => event === 'step_up_fail').length;

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a page asks for the password and leads back to what was to be revoked', async ({
    signedIn,
    person,
  }) => {
    const other = await otherDevice(signedIn, person);
    await age(person, { stepUpSeconds: 601 });
    await other.revoke();
    await expect(signedIn).toHaveURL(/\/step-up\?next=%2Fsettings%2Fsessions&for=revoke_session$/);
    await expect(signedIn.getByText("Confirm it's you to revoke this session.")).toBeVisible();
    await expect(signedIn.getByRole('link', { name: 'Cancel' })).toHaveAttribute(
      'href',
      '/settings/sessions',
    );
    expect((await sessionRow(other.id)).ended_at).toBeNull();
    const field = signedIn.getByLabel('Password', { exact: true });
    await field.fill('this is not the password');
    await signedIn.getByRole('button', { name: 'Confirm' }).click();
    await expect(field).toHaveAccessibleDescription(/password isn't right/);
    await field.fill(person.password);
    await signedIn.getByRole('button', { name: 'Confirm' }).click();
    await expect(signedIn).toHaveURL(/\/settings\/sessions$/);
    expect((await sessionRow(other.id)).ended_at).toBeNull();
    const note = signedIn.getByRole('status').filter({ hasText: 'press the button again' });
    await expect(note).toBeVisible();
    await other.revoke();
    await expect(signedIn.getByRole('listitem').filter({ hasText: 'Firefox on Mac' }).first()).toBeHidden();
    expect((await sessionRow(other.id)).ended_reason).toBe('revoked_by_user');
    await expect(note).toHaveCount(0);
  });

  test('no address can make the page say what the proof is for in words of its own', async ({ signedIn }) => {
    await signedIn.goto('/step-up?next=/test-notes&for=send+money');
    await expect(signedIn.getByText('This needs fresh proof.')).toBeVisible();
    await expect(signedIn.getByText('money')).toHaveCount(0);
  });
});
