import type { Locator, Page } from '@playwright/test';
import { age, auditRows, liveSession, sessionRow, sessionRows, sql } from '../support/database';
import { cookieOf, recordAction, replay, withText } from '../support/forms';
import { withoutStream } from '../support/guard';
import { ask } from '../support/http';
import { askRsc } from '../support/leaks';
import { canary, createPerson, heldCookie, signInAs } from '../support/people';
import { secretIn } from '../support/seal';
import { expect, firefoxOnMac, safariOnIphone, test } from '../support/test';

const list = (page: Page) => page.getByRole('list', { name: 'Active sessions' });
const items = (page: Page) => list(page).getByRole('listitem');
const item = (page: Page, name: string): Locator => items(page).filter({ hasText: name });

/** Two more devices of the person: signed in by the real action, under their own user agents. */
async function twoMoreDevices(person: Parameters<typeof cookieOf>[0]): Promise<void> {
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  await cookieOf(person, { headers: { 'user-agent': safariOnIphone } });
}

test('a person sees where they are signed in, this device first, then by last activity', async ({
  signedIn,
  person,
}) => {
  await twoMoreDevices(person);
  const rows = await sessionRows(person);
  for (const row of rows) {
    if (row.device_name === 'Firefox on Mac') await age(row.id, { idleSeconds: 300 });
    if (row.device_name === 'Safari on iPhone') await age(row.id, { idleSeconds: 30 });
  }
  await signedIn.goto('/settings/sessions');
  await expect(signedIn.getByText('Signed in on 3 devices')).toBeVisible();
  await expect(items(signedIn)).toHaveCount(3);
  await expect(items(signedIn).nth(0)).toContainText('Chrome on Windows');
  await expect(items(signedIn).nth(0)).toContainText('This device');
  await expect(items(signedIn).nth(1)).toContainText('Safari on iPhone');
  await expect(items(signedIn).nth(2)).toContainText('Firefox on Mac');
  for (const each of await items(signedIn).all()) {
    await expect(each).toContainText(/Last active (today|yesterday), \d{1,2}:\d\d [AP]M/);
    await expect(each).toContainText('This computer');
    await expect(each).toContainText(/signed in .+ with password/);
  }
  await expect(items(signedIn).nth(0).getByRole('button', { name: 'Revoke' })).toHaveCount(0);
});

test('a session that is past its limits is not listed although nothing has ended it yet', async ({
  signedIn,
  person,
}) => {
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  const row = (await sessionRows(person)).find(({ device_name }) => device_name === 'Firefox on Mac');
  await age(row?.id ?? '', { idleSeconds: 1801 });
  await signedIn.goto('/settings/sessions');
  await expect(items(signedIn)).toHaveCount(1);
  await signedIn.getByText('Ended sessions (1)').click();
  await expect(signedIn.getByRole('list', { name: 'Ended sessions' })).toContainText(
    'inactive for 30 minutes',
  );
});

test('a device gets the name its owner gives it, and a wrong one is refused at the field', async ({
  signedIn,
  person,
}) => {
  const { id } = await liveSession(person);
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Rename' }).click();
  const field = signedIn.getByLabel('Device name');
  await field.fill('   ');
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(field).toHaveAccessibleDescription(/Enter a name/);
  const name = `<b>${canary('kitchen')}</b>`;
  await field.fill(name);
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(item(signedIn, name)).toBeVisible();
  expect((await sessionRow(id)).device_name).toBe(name);
});

test('a revoked device learns with its next click that it was signed out, from where and when', async ({
  signedIn,
  secondBrowser,
  person,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  const other = await secondBrowser();
  // Else its page would be locked before anybody could click; live-end.spec.ts is about that.
  await withoutStream(other);
  await signInAs(other, person);
  await signedIn.goto('/settings/sessions');
  await item(signedIn, 'Firefox on Mac').getByRole('button', { name: 'Revoke' }).click();
  await expect(item(signedIn, 'Firefox on Mac')).toHaveCount(0);
  await expect(signedIn.getByText('Firefox on Mac was signed out.')).toBeVisible();
  await other.getByRole('link', { name: 'All sessions' }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fsessions$/);
  await expect(other.getByRole('status')).toContainText(
    /You signed this device out from Chrome on Windows at \d{1,2}:\d\d [AP]M\./,
  );
  expect((await liveSession(person)).device_name).toBe('Chrome on Windows');
});

test('signing out the others says how many and which before it acts', async ({ signedIn, person }) => {
  await twoMoreDevices(person);
  const own = (await sessionRows(person)).find(({ device_name }) => device_name === 'Chrome on Windows');
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Sign out other sessions' }).click();
  const question = signedIn.getByRole('alertdialog', { name: 'Sign out 2 other sessions?' });
  for (const device of ['Firefox on Mac', 'Safari on iPhone'])
    await expect(question.getByRole('listitem').filter({ hasText: device })).toContainText(
      /Last active today, \d{1,2}:\d\d [AP]M · This computer$/,
    );
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect((await sessionRows(person)).filter((row) => row.ended_at)).toEqual([]);
  await signedIn.getByRole('button', { name: 'Sign out other sessions' }).click();
  await question.getByRole('button', { name: 'Sign out 2' }).click();
  await expect(signedIn.getByText('2 sessions were signed out.')).toBeVisible();
  await expect(items(signedIn)).toHaveCount(1);
  expect((await liveSession(person)).id).toBe(own?.id);
  await expect(signedIn.getByRole('button', { name: 'Sign out other sessions' })).toHaveCount(0);
  await expect(signedIn.getByRole('heading', { level: 1, name: 'Sessions' })).toBeFocused();
});

test('the history says why each session ended', async ({ signedIn, person }) => {
  const ends = [
    ['signed_out', 'signed out on the device'],
    ['signed_out_everywhere', 'signed out everywhere'],
    ['revoked_by_user', 'signed out from Chrome on Windows'],
    ['idle_timeout', 'inactive for too long'],
    ['absolute_timeout', 'reached its time limit'],
    ['replaced', 'signed in again in the same browser'],
    ['step_up_failed', 'too many wrong passwords'],
  ] as const;
  const own = await liveSession(person);
  for (const [reason] of ends) {
    await sql`
      insert into sessions (user_id, secret_hash, device_name, ended_at, ended_reason, ended_from)
      values (${person.id}, sha256(gen_random_uuid()::text::bytea), ${reason}, now(), ${reason},
        ${reason === 'revoked_by_user' ? own.id : null})`;
  }
  await signedIn.goto('/settings/sessions');
  await signedIn.getByText('Ended sessions (7)').click();
  const history = signedIn.getByRole('list', { name: 'Ended sessions' });
  for (const [name, words] of ends) {
    await expect(
      history.getByRole('listitem').filter({ hasText: new RegExp(`^${name}Ended`) }),
    ).toContainText(words);
  }
});

test('nothing that the list sends to a browser could open a session', async ({ signedIn, person }) => {
  await twoMoreDevices(person);
  const cookie = await heldCookie(signedIn.context());
  const secret = await secretIn(cookie);
  const hashes = (await sessionRows(person)).map((row) => row.secret_hash);
  const forbidden = [
    cookie,
    secret,
    ...hashes.flatMap((hash) => [hash.toString('hex'), hash.toString('base64'), hash.toString('base64url')]),
  ];
  const answers = [
    await ask('/settings/sessions', { cookie }),
    await askRsc('/settings/sessions', { cookie }),
    await ask('/api/session', { cookie }),
  ];
  for (const { status, everything } of answers) {
    expect(status).toBe(200);
    for (const each of forbidden) expect(everything).not.toContain(each);
    expect(everything).not.toMatch(/secret_?hash/i);
  }
  // The id that is shown is a name, not a key.
  const [row] = await sessionRows(person);
  expect((await ask('/api/session', { cookie: row?.id ?? '' })).status).toBe(401);
});

test('nobody can revoke or rename a session of somebody else', async ({ signedIn, person }) => {
  const victim = await createPerson('Victim Example');
  await cookieOf(victim);
  const target = await liveSession(victim);
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  const own = (await sessionRows(person)).find(({ device_name }) => device_name === 'Firefox on Mac');
  await signedIn.goto('/settings/sessions');
  const revoke = await recordAction(signedIn, () =>
    item(signedIn, 'Firefox on Mac').getByRole('button', { name: 'Revoke' }).click(),
  );
  await signedIn.getByRole('button', { name: 'Rename' }).first().click();
  const rename = await recordAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Save name' }).click(),
  );
  const cookie = await heldCookie(signedIn.context());
  const mine = (await liveSession(person)).id;
  for (const [call, id] of [
    [revoke, own?.id],
    [rename, mine],
  ] as const) {
    const answer = await replay(withText(call, id ?? '', target.id), { cookie });
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).toContain('no longer active');
  }
  expect(await sessionRow(target.id)).toEqual(target);
  expect((await auditRows(person)).map(({ event }) => event)).toContain('authz_fail');
});
