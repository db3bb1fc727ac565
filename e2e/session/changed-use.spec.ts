import { age, auditRows, liveSession, sessionRow, sessionRows } from '../support/database';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { heldCookie } from '../support/people';
import { expect, firefoxOnMac, safariOnIphone, test } from '../support/test';

const elsewhere = { 'user-agent': safariOnIphone };

test('a cookie that turns up in a different browser signs nobody out, and the next sensitive deed asks', async ({
  signedIn,
  person,
}) => {
  const own = await liveSession(person);
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  const stolen = await heldCookie(signedIn.context());
  const answer = await ask('/api/session', { cookie: stolen, headers: elsewhere });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text).session.stepUpSecondsLeft).toBe(0);
  // Asking by itself leaves no trace; opening a page does.
  expect((await auditRows(person)).map(({ event }) => event)).not.toContain('session_used_elsewhere');
  expect((await ask('/test-notes', { cookie: stolen, headers: elsewhere })).status).toBe(200);
  expect((await auditRows(person)).filter(({ event }) => event === 'session_used_elsewhere')).toEqual([
    { event: 'session_used_elsewhere', outcome: 'success', reason: 'different_browser', session_id: own.id },
  ]);

  await signedIn.goto('/settings/sessions');
  const card = signedIn.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(card).toContainText(/Used by a different browser, today at \d{1,2}:\d\d [AP]M/);
  await expect(card.getByText(/^today at/)).toHaveAttribute('title', /Europe\/Berlin/);
  await signedIn.getByRole('button', { name: 'Revoke' }).click();
  await expect(stepUpDialog(signedIn)).toBeVisible();
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await expect
    .poll(async () => (await sessionRows(person)).filter(({ ended_at }) => ended_at).length)
    .toBe(1);
  expect((await sessionRow(own.id)).ended_at).toBeNull();
  expect((await ask('/api/session', { cookie: stolen, headers: elsewhere })).status).toBe(401);
});

test('an updated browser is the same one', async ({ signedIn, person }) => {
  const cookie = await heldCookie(signedIn.context());
  const agent = await signedIn.evaluate(() => navigator.userAgent);
  const updated = agent.replace(/\d+/g, (digits) => String(Number(digits) + 1));
  expect(updated).not.toBe(agent);
  // Digits of names, such as Win64, stay out of it as well.
  const answer = await ask('/api/session', { cookie, headers: { 'user-agent': updated } });
  expect(JSON.parse(answer.text).session.stepUpSecondsLeft).toBeGreaterThan(0);
  expect((await auditRows(person)).map(({ event }) => event)).not.toContain('session_used_elsewhere');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('what Next fetches from itself after a proof is no change', async ({ signedIn, person }) => {
    await age(person, { stepUpSeconds: 700 });
    await signedIn.goto('/step-up?next=%2Ftest-notes');
    await signedIn.getByLabel('Password', { exact: true }).fill(person.password);
    await signedIn.getByRole('button', { name: 'Confirm' }).click();
    await expect(signedIn).toHaveURL(/\/test-notes$/);
    expect((await auditRows(person)).map(({ event }) => event)).not.toContain('session_used_elsewhere');
  });
});

test('what Next fetches from itself after an action’s redirect is no change', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A plan');
  await signedIn.getByRole('button', { name: 'Create note' }).click();
  await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  expect((await auditRows(person)).map(({ event }) => event)).not.toContain('session_used_elsewhere');
  const cookie = await heldCookie(signedIn.context());
  expect(JSON.parse((await ask('/api/session', { cookie })).text).session.stepUpSecondsLeft).toBeGreaterThan(
    0,
  );
});
