import { readFileSync } from 'node:fs';
import { newToken, tokenPattern } from '../../lib/opaque-token';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { sql } from '../support/database';
import { serverLog } from '../support/environment';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask, fromOurPages } from '../support/http';
import { storeOrganization } from '../support/organizations';
import { createPerson } from '../support/people';
import { expect, test } from '../support/test';

const keyText = new RegExp(`^${tokenPattern(['pat', 'svc'])}$`);
const shownOnce = 'Copy this key now. It is shown once.';

const proofIsOld = (userId: string) =>
  sql`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = ${userId}`;

test('a person confirms that it’s them, makes a key, sees it once, renews and revokes it', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/settings/keys');
  await expect(signedIn.getByRole('heading', { level: 1, name: 'API keys' })).toBeVisible();
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);
  await signedIn.getByRole('button', { name: 'Create key' }).click();
  await expect(signedIn.getByText('Enter a name.')).toBeVisible();

  await signedIn.getByRole('textbox', { name: 'Name' }).fill('Nightly export');
  await signedIn.getByRole('button', { name: 'Create key' }).click();
  await expect(signedIn.getByText('Choose what the key may do.')).toBeVisible();
  await expect(signedIn.getByRole('textbox', { name: 'Name' })).toHaveValue('Nightly export');
  await signedIn.getByLabel('See where you are signed in').check();
  await signedIn.getByLabel('Expires after').selectOption('30');
  await proofIsOld(person.id);
  await signedIn.getByRole('button', { name: 'Create key' }).click();
  const dialog = stepUpDialog(signedIn);
  await expect(dialog).toContainText('create a key');
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();

  await expect(signedIn.getByText(shownOnce)).toBeVisible();
  const key = (await signedIn.locator('code').textContent()) ?? '';
  expect(key).toMatch(keyText);
  await expect(signedIn.getByRole('button', { name: 'Copy key' })).toBeVisible();
  const row = signedIn.getByRole('listitem').filter({ hasText: 'Nightly export' });
  await expect(row).toContainText(`ends in ${key.slice(-4)}`);
  await expect(row).toContainText('Not used yet · expires in 30 days');
  await expect(row).toContainText('See where you are signed in');
  await expectAccessible(signedIn);
  await signedIn.reload();
  await expect(row).toBeVisible();
  await expect(signedIn.getByText(shownOnce)).toHaveCount(0);
  expect(await signedIn.content()).not.toContain(key);

  await sql`
    update api_keys set created_at = now() - interval '20 days', expires_at = now() + interval '10 days 1 hour',
      last_used_at = now() - interval '3 minutes', last_used_ip = '203.0.113.0' where user_id = ${person.id}`;
  await signedIn.reload();
  await expect(row).toContainText('Last used 3 minutes ago from 203.0.113.0 · expires in 10 days');
  await row.getByRole('button', { name: 'Renew' }).click();
  await expect(row).toContainText('expires in 30 days');

  await row.getByRole('button', { name: 'Revoke' }).click();
  await signedIn.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  const ended = signedIn.getByRole('list', { name: 'Ended keys' });
  await expect(ended).toContainText('Nightly export');
  await expect(ended).toContainText(': revoked');
  await expect(signedIn.getByRole('list', { name: 'Keys', exact: true })).toHaveCount(0);
});

test('where a leaked key was found stands there as text', async ({ signedIn, person }) => {
  const found = 'https://github.com/ada/notes/blob/main/run.sh';
  await sql`
    insert into api_keys (kind, user_id, name, scopes, token_hash, last_four, lifetime_days, expires_at, revoked_at,
      revoked_reason, leaked_at_url)
    values ('person', ${person.id}, 'Import', '{}', sha256(gen_random_uuid()::text::bytea), 'x7Qz', 30,
      now() + interval '30 days', now(), 'leaked', ${found})`;
  await signedIn.goto('/settings/keys');
  await expect(signedIn.getByText('it was found in a public place')).toBeVisible();
  await expect(signedIn.getByText(found)).toBeVisible();
  await expect(signedIn.locator(`a[href="${found}"]`)).toHaveCount(0);
});

test('without scripts the page comes back with the key, this once', async ({ person, secondBrowser }) => {
  const plain = await secondBrowser({ javaScriptEnabled: false });
  await plain.goto('/sign-in');
  await plain
    .context()
    .addCookies([{ name: 'session', value: await cookieOf(person), url: new URL(plain.url()).origin }]);
  await plain.goto('/settings/keys');
  await plain.getByRole('textbox', { name: 'Name' }).fill('From a text browser');
  await plain.getByRole('button', { name: 'Create key' }).click();
  await expect(plain.getByText('Choose what the key may do.')).toBeVisible();
  await expect(plain.getByRole('textbox', { name: 'Name' })).toHaveValue('From a text browser');
  await plain.getByLabel('See where you are signed in').check();
  await plain.getByRole('button', { name: 'Create key' }).click();
  await expect(plain.getByText(shownOnce)).toBeVisible();
  expect((await plain.locator('code').textContent()) ?? '').toMatch(keyText);
  await plain.goto('/settings/keys');
  const row = plain.getByRole('listitem').filter({ hasText: 'From a text browser' });
  await expect(row).toBeVisible();
  await expect(plain.getByText(shownOnce)).toHaveCount(0);
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(plain.getByRole('list', { name: 'Ended keys' })).toContainText('From a text browser');
});

test('the keys of an organization name who made them, and open to its managers alone', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  const grace = await createPerson('Grace Hopper');
  const bob = await createPerson('Bob Builder');
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [grace, 'admin'],
    [bob, 'member'],
  ]);
  const page = `/o/${acme.slug}/settings/keys`;
  const admin = await secondBrowser();
  await admin.goto('/sign-in');
  const { origin } = new URL(admin.url());
  await admin.context().addCookies([{ name: 'session', value: await cookieOf(grace), url: origin }]);
  await admin.goto(page);
  await admin.getByRole('textbox', { name: 'Name' }).fill('Build server');
  await admin.getByLabel('Change projects and tasks').check(); // only: sample
  await admin.getByRole('button', { name: 'Create key' }).click();
  await expect(admin.getByText(shownOnce)).toBeVisible();
  expect((await admin.locator('code').textContent()) ?? '').toMatch(keyText);

  await signedIn.goto(page);
  const row = signedIn.getByRole('listitem').filter({ hasText: 'Build server' });
  await expect(row).toContainText('by Grace Hopper');
  await expectAccessible(signedIn);
  await signedIn.goto('/settings/keys');
  await expect(signedIn.getByText('Build server')).toHaveCount(0);

  const cookie = await cookieOf(bob);
  const refused = await ask(page, { cookie });
  expect(refused.status).toBe(404);
  expect(refused.text).not.toContain('Build server');
  expect((await ask(`/o/${acme.slug}/settings/members`, { cookie })).text).not.toContain('API keys</');

  // The person who made it goes, and so does what they made.
  await signedIn.goto(`/o/${acme.slug}/settings/members`);
  const member = signedIn.getByRole('listitem').filter({ hasText: 'Grace Hopper' });
  await member.getByRole('button', { name: 'Remove' }).click();
  await signedIn.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(member).toHaveCount(0);
  await signedIn.goto(page);
  await expect(signedIn.getByRole('list', { name: 'Ended keys' })).toContainText(
    'its person left the organization',
  );
});

test('keys that are planted in requests stand in no line of the log and in no row of the trail', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const json = (body: unknown) => JSON.stringify(body);
  const headers = { ...fromOurPages(), 'content-type': 'application/json' };
  const made = await ask('/api/keys', {
    ...{ method: 'POST', cookie, headers },
    body: json({ name: 'Planted', scopes: ['me:read'], days: 7 }),
  });
  expect(made.status).toBe(201);
  const { key } = JSON.parse(made.text) as { key: string };
  const planted = [key, newToken('pat'), newToken('svc'), `${key.slice(0, -1)}_`];
  for (const each of planted) {
    await ask(`/settings/keys?key=${each}`, { cookie, headers: { authorization: `Bearer ${each}` } });
    await ask(`/api/keys/${each}`, { cookie, headers: { 'x-api-key': each } });
    await ask(`/api/session?access_token=${each}`, { headers: { authorization: `Bearer ${each}` } });
    await ask('/api/keys', { method: 'DELETE', cookie, headers, body: json({ id: each, name: each }) });
    await ask('/api/secret-scanning', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: json([{ token: each, type: 'key', url: `https://example.com/${each}` }]),
    });
  }
  const log = readFileSync(serverLog(), 'utf8');
  expect(log).toContain('key_created');
  const rows = await sql<{ row: string }[]>`select t::text as row from audit_events t`;
  const trail = rows.map(({ row }) => row).join('\n');
  for (const each of planted) {
    expect(log).not.toContain(each.slice(7));
    expect(trail).not.toContain(each.slice(7));
  }
});
