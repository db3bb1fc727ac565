import { liveSession, sessionRow, sessionRows } from '../support/database';
import { secondUrl } from '../support/environment';
import { cookieOf, postForm, recordAction, replay, withText } from '../support/forms';
import { ask, cookieSet, fromOurPages } from '../support/http';
import { canary, heldCookie, signInAs } from '../support/people';
import { expect, firefoxOnMac, test } from '../support/test';
import { addNote } from '../support/test-notes';

test('who signed in at one instance is signed in at the other', async ({ page, person }) => {
  const note = canary();
  await addNote(person, note);
  await signInAs(page, person);
  await page.goto(`${secondUrl()}/test-notes`);
  await expect(page.getByText(note)).toBeVisible();
  await page.goto('/test-notes');
  await expect(page.getByText(note)).toBeVisible();
  await liveSession(person);
});

test('signing out at one instance signs out at the other', async ({ person }) => {
  const cookie = await cookieOf(person);
  const [at, headers] = [secondUrl(), fromOurPages(secondUrl())];
  expect((await ask('/api/session', { cookie })).status).toBe(200);
  expect((await ask('/api/session', { cookie, at, headers, method: 'DELETE' })).status).toBe(204);
  expect((await ask('/api/session', { cookie })).status).toBe(401);
  expect((await ask('/dashboard', { cookie })).status).toBe(303);
});

test('a revocation at one instance holds at the other with the very next request, thirty times of thirty', async ({
  page,
  person,
}) => {
  test.slow();
  await signInAs(page, person, { at: `${secondUrl()}/sign-in` });
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  const target = (await sessionRows(person)).find(({ device_name }) => device_name === 'Firefox on Mac');
  await page.goto(`${secondUrl()}/settings/sessions`);
  const device = page.getByRole('listitem').filter({ hasText: 'Firefox on Mac' });
  const revoke = await recordAction(page, () => device.getByRole('button', { name: 'Revoke' }).click());
  await expect(device).toHaveCount(0);
  const revoker = await heldCookie(page.context());
  for (let tries = 0; tries < 30; tries += 1) {
    const cookie = await cookieOf(person);
    const [row] = (await sessionRows(person)).filter((each) => !each.ended_at);
    expect((await ask('/api/session', { cookie })).status).toBe(200);
    await replay(withText(revoke, target?.id ?? '', row?.id ?? ''), { cookie: revoker, at: secondUrl() });
    expect((await ask('/api/session', { cookie })).status, `try ${tries}`).toBe(401);
    expect((await sessionRow(row?.id ?? '')).ended_reason).toBe('revoked_by_user');
  }
});

test('a proof given at one instance replaces the cookie at both', async ({ person }) => {
  const before = await cookieOf(person);
  const typed = { password: person.password, next: '/dashboard' };
  const answer = await postForm('/step-up', 'name="password"', typed, { cookie: before, at: secondUrl() });
  const after = cookieSet(answer);
  for (const at of [undefined, secondUrl()]) {
    expect((await ask('/api/session', { cookie: before, at })).status).toBe(401);
    expect((await ask('/api/session', { cookie: after, at })).status).toBe(200);
  }
});
