import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { auditRows, liveSession, sessionRows, sql } from '../support/database';
import { cookieOf, postForm } from '../support/forms';
import { ask } from '../support/http';
import { createPerson, heldCookie, type TestPerson } from '../support/people';
import { expect, safariOnIphone, test } from '../support/test';

const path = '/settings/activity';
const lines = (page: Page, text?: string | RegExp) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: text ?? /\d (AM|PM)/ });
const show = (page: Page, filter: string) =>
  page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name: filter }).click();
const textOf = async (file: Download) => readFile(await file.path(), 'utf8');

const wrongPassword = (person: TestPerson, userAgent = safariOnIphone) =>
  postForm(
    '/sign-in',
    'name="email"',
    { email: person.email, password: 'this is not the password' },
    { headers: { 'user-agent': userAgent } },
  );

const exportsOf = async (person: TestPerson) =>
  (await auditRows(person)).filter(({ event }) => event === 'data_exported').length;

/** Newer than everything before, and all of them alike. */
const manyLines = (person: TestPerson, count: number) => sql`
  insert into audit_events (event, outcome, actor_id, user_id)
  select 'passkey_renamed', 'success', ${person.id}, ${person.id}
  from generate_series(1, ${count}::int) i`;

test('signing in, a wrong password and a revoked device are told with device, place and time', async ({
  signedIn,
  person,
}) => {
  await wrongPassword(person);
  await cookieOf(person, { headers: { 'user-agent': safariOnIphone } });
  await signedIn.goto('/settings/sessions');
  const phone = signedIn.getByRole('listitem').filter({ hasText: 'Safari on iPhone' });
  await phone.getByRole('button', { name: 'Revoke' }).click();
  await expect(phone).toHaveCount(0);
  await signedIn.getByRole('link', { name: 'Activity' }).click();
  await expect(signedIn.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await expect(signedIn.getByRole('list', { name: 'Today' })).toBeVisible();
  await expect(lines(signedIn)).toHaveCount(4);
  await expect(lines(signedIn)).toContainText([
    /Signed out Safari on iPhone.*\d (AM|PM) · Chrome on Windows · This computer$/,
    /Signed in with password.*Safari on iPhone · This computer$/,
    /Wrong password.*Safari on iPhone · This computer$/,
    /Signed in with password.*Chrome on Windows · This computer$/,
  ]);
  await expect(lines(signedIn).first().locator('time')).toHaveAttribute('title', /\(Europe\/Berlin, UTC/);
});

test('filters show their own kind, one device its own lines, and a filter without hits says so', async ({
  signedIn,
  person,
}) => {
  await wrongPassword(person);
  await cookieOf(person, { headers: { 'user-agent': safariOnIphone } });
  await signedIn.goto(path);
  await show(signedIn, 'Failures and limits');
  await expect(lines(signedIn)).toHaveCount(1);
  await expect(lines(signedIn)).toContainText('Wrong password');
  await show(signedIn, 'Sign-ins');
  await expect(lines(signedIn)).toHaveCount(2);
  await lines(signedIn).first().getByRole('link', { name: 'Safari on iPhone' }).click();
  await expect(signedIn.getByText('Only Safari on iPhone')).toBeVisible();
  await expect(lines(signedIn)).toHaveCount(1);
  await show(signedIn, 'Sign-outs and ended sessions');
  await expect(signedIn.getByText('Nothing of this kind')).toBeVisible();
  await signedIn.getByRole('link', { name: 'Show everything' }).click();
  await expect(lines(signedIn)).toHaveCount(3);
});

test('the days are those of the reader, whatever zone the server was told before', async ({
  signedIn,
  person,
}) => {
  await sql`
    insert into audit_events (at, event, outcome, actor_id, user_id)
    values ('2025-06-30T22:30:00Z', 'user_renamed', 'success', ${person.id}, ${person.id})`;
  await signedIn.goto(path);
  await expect(signedIn.getByRole('list', { name: 'Tuesday, 1 July 2025' })).toContainText('12:30 AM');
});

test('what others do, and what is done to them, is never in the log of somebody else', async ({
  signedIn,
  person,
}) => {
  const other = await createPerson('Mallory Example');
  await cookieOf(other, { headers: { 'user-agent': safariOnIphone } });
  await wrongPassword(other);
  const [theirs] = await sessionRows(other);
  const cookie = await heldCookie(signedIn.context());
  for (const query of ['', `?session=${theirs?.id}`, '?kind=failures', '?before=999999999999999999']) {
    for (const address of [path + query, `/api/account/activity${query}`]) {
      const answer = await ask(address, { cookie });
      expect(answer.status, address).toBe(200);
      for (const text of ['Safari on iPhone', 'Wrong password', other.email, other.id])
        expect(answer.everything, address).not.toContain(text);
    }
  }
  expect((await ask('/api/account/activity')).status).toBe(401);
  expect((await ask('/api/account/export')).status).toBe(401);
  const crossSite = { cookie, headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await ask('/api/account/activity', crossSite)).status).toBe(403);
  expect((await ask('/api/account/export', crossSite)).status).toBe(403);
  expect((await ask('/api/account/activity?kind=nonsense', { cookie })).status).toBe(400);
  expect(await exportsOf(person)).toBe(4);
  expect(await exportsOf(other)).toBe(0);
});

test('markup, line breaks and escape codes that strangers send are text, or gone', async ({
  signedIn,
  person,
}) => {
  await sql`
    insert into audit_events (event, outcome, user_id, ip, user_agent, reason, data) values
    ('authn_login_fail', 'failure', ${person.id}, '203.0.113.7', ${'<img src=x onerror=alert(1)>\r\nbot\u001b[31m'}, null, '{}'),
    ('session_expired', 'success', ${person.id}, null, null, ${'<b>reason</b>'}, '{"a":"<script>"}')`;
  const { id } = await liveSession(person);
  await sql`update sessions set device_name = ${'=1+1 <i>"x"</i>\u202e'} where id = ${id}`;
  await signedIn.goto(path);
  await expect(lines(signedIn, 'Wrong password')).toContainText('Unknown device');
  await expect(lines(signedIn, '=1+1 <i>"x"</i>')).toHaveCount(1);
  await expect(signedIn.getByRole('main').locator('img, i, b, script')).toHaveCount(0);
  const csv = await ask('/api/account/activity', { cookie: await heldCookie(signedIn.context()) });
  expect(csv.text).toContain(`"'=1+1 <i>""x""</i>`);
  expect(csv.text).not.toContain('\u001b');
});

test('the CSV is saved as a file and holds what the filter shows', async ({ signedIn, person }) => {
  await wrongPassword(person);
  await manyLines(person, 2500);
  await signedIn.goto(path);
  const button = signedIn.getByRole('link', { name: 'Download CSV' });
  const [all] = await Promise.all([signedIn.waitForEvent('download'), button.click()]);
  expect(all.suggestedFilename()).toMatch(
    new RegExp(`^${product.slug}-activity-\\d{4}-\\d\\d-\\d\\d\\.csv$`),
  );
  const rows = (await textOf(all)).split('\r\n');
  expect(rows).toHaveLength(1 + 2 + 2500 + 1 + 1);
  expect(rows[1]).toContain('"Activity downloaded"');
  expect(rows[2]).toContain('"Passkey renamed"');
  expect(rows.at(-3)).toMatch(/"Wrong password","","someone","Safari on iPhone","(127\.0\.0\.1|::1)"/);
  await show(signedIn, 'Failures and limits');
  await expect(lines(signedIn)).toHaveCount(1);
  const [some] = await Promise.all([signedIn.waitForEvent('download'), button.click()]);
  expect((await textOf(some)).split('\r\n')).toHaveLength(3);
  const answer = await ask('/api/account/activity', { cookie: await heldCookie(signedIn.context()) });
  expect(answer.headers['content-type']).toMatch(/^text\/csv;/);
  expect(answer.headers['content-disposition']).toContain(`attachment; filename="${product.slug}-activity-`);
  expect(answer.headers['cache-control']).toContain('no-store');
});

test('loading the page downloads nothing, and looking at it leaves no line', async ({ signedIn, person }) => {
  const before = await auditRows(person);
  await signedIn.goto(path, { waitUntil: 'networkidle' });
  await signedIn.getByRole('link', { name: 'Download CSV' }).hover();
  await signedIn.goto('/settings/profile', { waitUntil: 'networkidle' });
  expect(await auditRows(person)).toEqual(before);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the log is read, filtered and leafed through, and new lines shift nothing', async ({
    signedIn,
    person,
  }) => {
    await manyLines(person, 120);
    await signedIn.goto(path);
    await expect(lines(signedIn)).toHaveCount(50);
    const older = signedIn.getByRole('link', { name: 'Older' });
    const newer = signedIn.getByRole('link', { name: 'Newer' });
    await expect(newer).toHaveCount(0);
    await wrongPassword(person);
    await older.click();
    await expect(lines(signedIn)).toHaveCount(50);
    await expect(lines(signedIn, 'Signed in')).toHaveCount(0);
    await older.click();
    await expect(lines(signedIn)).toHaveCount(21);
    await expect(older).toHaveCount(0);
    await newer.click();
    await expect(lines(signedIn)).toHaveCount(50);
    await newer.click();
    await expect(lines(signedIn, 'Wrong password')).toHaveCount(0);
    await newer.click();
    await expect(lines(signedIn, 'Wrong password')).toHaveCount(1);
    await expect(lines(signedIn)).toHaveCount(50);
    await expect(newer).toHaveCount(0);
    await show(signedIn, 'Failures and limits');
    await expect(lines(signedIn)).toHaveCount(1);
  });

  test('a place before the beginning says so and leads back', async ({ signedIn }) => {
    await signedIn.goto(`${path}?before=1`);
    await expect(signedIn.getByText('Nothing older is kept')).toBeVisible();
    await signedIn.getByRole('link', { name: 'Show the newest' }).click();
    await expect(lines(signedIn)).toHaveCount(1);
  });
});
