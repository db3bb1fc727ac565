import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { storeOrganization, type TestOrganization } from '../support/organizations';
import { createPerson, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const lines = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: /\d (AM|PM)/ });

const happened = (
  { id }: TestOrganization,
  event: string,
  by: Pick<TestPerson, 'id'>,
  { to = by, data = {} }: { to?: Pick<TestPerson, 'id'>; data?: object } = {},
) => sql`
  insert into audit_events (event, outcome, organization_id, actor_id, user_id, ip, user_agent, data)
  values (${event}, 'success', ${id}, ${by.id}, ${to.id}, '203.0.113.7', 'A Browser', ${sql.json(data as never)})`;

async function acmeOf(person: TestPerson) {
  const [grace, bob] = [await createPerson('Grace Hopper'), await createPerson('Bob Builder')];
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [grace, 'admin'],
    [bob, 'member'],
  ]);
  return {
    acme,
    grace,
    bob,
    path: `/o/${acme.slug}/settings/audit`,
    file: `/api/organizations/${acme.slug}/audit`,
  };
}

test('what was done is told in sentences, by kind and by person, and nobody else’s lines are', async ({
  signedIn,
  person,
}) => {
  const { acme, grace, bob, path } = await acmeOf(person);
  const harbour = await storeOrganization('Harbour', [[grace, 'owner']]);
  await signedIn.goto(path);
  await expect(signedIn.getByText('Nothing has happened yet')).toBeVisible();
  await expectAccessible(signedIn);
  await happened(harbour, 'member_role_changed', grace, { to: bob, data: { to: 'owner' } });
  await happened(acme, 'organization_rules_changed', person, { data: { idle: '900' } });
  await happened(acme, 'member_role_changed', grace, { to: bob, data: { from: 'member', to: 'admin' } });
  await happened(acme, 'session_created', bob);
  await signedIn.goto(`/o/${acme.slug}`);
  await signedIn
    .getByRole('navigation', { name: 'Organization' })
    .getByRole('link', { name: 'Audit' })
    .click();
  await expect(signedIn.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await expect(lines(signedIn)).toHaveCount(2);
  await expect(lines(signedIn)).toContainText([
    'Grace Hopper made Bob Builder an admin',
    `${person.name} changed the rules: ask again after a break of 15 minutes`,
  ]);
  const document = (await signedIn.content()) + (await ask(path, { cookie: await cookieOf(person) })).text;
  for (const text of ['203.0.113.7', 'A Browser']) expect(document).not.toContain(text);

  await signedIn.getByLabel('What').selectOption('The organization');
  await signedIn.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(lines(signedIn)).toHaveCount(1);
  await signedIn.getByLabel('What').selectOption('Everything');
  await signedIn.getByLabel('Who, or whom it concerns').selectOption('Bob Builder');
  await signedIn.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(lines(signedIn)).toContainText(['Grace Hopper made Bob Builder an admin']);
  await signedIn.getByLabel('What').selectOption('What was refused');
  await signedIn.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(signedIn.getByText('Nothing like this')).toBeVisible();
  await sql`delete from memberships where user_id = ${bob.id}`;
  await sql`delete from users where id = ${bob.id}`;
  await signedIn.goto(`${path}?person=${bob.id}`);
  await expect(lines(signedIn)).toContainText(['Grace Hopper made someone who has left an admin']);
});

test('a member has no such page, no link to it and no file, and being refused is a line of it', async ({
  person,
}) => {
  const { acme, bob, grace, path, file } = await acmeOf(person);
  const [member, admin] = [await cookieOf(bob), await cookieOf(grace)];
  expect((await ask(path, { cookie: member })).status).toBe(404);
  expect((await ask(`/o/${acme.slug}`, { cookie: member })).text).not.toContain('/settings/audit');
  const refused = await ask(file, { cookie: member });
  expect([refused.status, refused.text]).toEqual([
    403,
    expect.stringContaining("Your role in this organization doesn't"),
  ]);
  const stranger = await cookieOf(await createPerson('Eve Example'));
  const [theirs, never] = [
    await ask(file, { cookie: stranger }),
    await ask('/api/organizations/never-there/audit', { cookie: stranger }),
  ];
  expect([theirs.status, theirs.text]).toEqual([404, never.text]);
  expect((await ask(file)).status).toBe(401);
  expect((await ask(path, { cookie: admin })).text).toContain('tried something that their role doesn');
  const rows = await sql<
    { event: string }[]
  >`select event from audit_events where organization_id = ${acme.id}`;
  expect(rows.map(({ event }) => event)).toEqual(['authz_fail']);
});

test('the organization’s own rules close the file as they close its pages', async ({ person }) => {
  const { acme, file } = await acmeOf(person);
  const cookie = await cookieOf(person);
  expect((await ask(file, { cookie })).status).toBe(200);
  for (const [column, status, words] of [
    [sql`sessions_valid_from = now()`, 403, 'An owner signed everyone out of Acme'],
    [sql`sessions_valid_from = null, second_factor_required = true`, 403, 'asks for a second factor'],
    [sql`deleted_at = now()`, 404, 'There is nothing here.'],
  ] as const) {
    await sql`update organizations set ${column} where id = ${acme.id}`;
    const answer = await ask(file, { cookie });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
  }
  const rows = await sql`select 1 from audit_events where organization_id = ${acme.id}`;
  expect(rows).toHaveLength(1);
});

test('the file asks for proof when that is old, holds what the page shows, and no more than was asked for', async ({
  signedIn,
  person,
}) => {
  const { acme, grace, bob, path, file } = await acmeOf(person);
  await sql`update users set name = '=HYPERLINK("x")' where id = ${bob.id}`;
  await happened(acme, 'member_removed', grace, { to: bob, data: { role: 'member' } });
  await happened(acme, 'organization_changed', person);
  await signedIn.goto(`${path}?kind=members`);
  await age(person, { stepUpSeconds: 601 });
  await signedIn.getByRole('button', { name: 'Download CSV' }).click();
  await expect(stepUpDialog(signedIn)).toContainText(
    "Confirm it's you to export the audit of this organization.",
  );
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  const [download] = await Promise.all([
    signedIn.waitForEvent('download'),
    stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^${product.slug}-${acme.slug}-audit-\\d{4}-\\d\\d-\\d\\d\\.csv$`),
  );
  const [head, line, ...rest] = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(head).toContain('\ufeff"Time (UTC)","Who","What"');
  expect(line).toContain('"Grace Hopper","removed =HYPERLINK(""x"")","\'=HYPERLINK(""x"")","member_removed"');
  expect(rest).toEqual(['']);
  await signedIn.goto(path);
  await expect(lines(signedIn).first()).toContainText(`${person.name} exported the audit: 1 line`);
  const fresh = await cookieOf(person);
  const answer = await ask(file, { cookie: fresh });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'cache-control': 'private, no-store',
  });
  expect((await ask(`${file}?kind=secret`, { cookie: fresh })).status).toBe(400);
  expect((await ask(file, { method: 'HEAD', cookie: fresh })).status).toBe(204);
  await age(person, { stepUpSeconds: 601 });
  expect((await ask(file, { cookie: fresh })).status).toBe(403);
  const exports = await sql`
    select 1 from audit_events where organization_id = ${acme.id} and event = 'organization_audit_exported'`;
  expect(exports).toHaveLength(2);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the audit is filtered, paged through and downloaded', async ({ signedIn, person }) => {
    const { acme, path } = await acmeOf(person);
    await sql`
      insert into audit_events (event, outcome, organization_id, actor_id, user_id)
      select 'member_left', 'success', ${acme.id}, ${person.id}, ${person.id} from generate_series(1, 60)`;
    await happened(acme, 'organization_changed', person);
    await signedIn.goto(path);
    await expect(lines(signedIn)).toHaveCount(50);
    await signedIn.getByLabel('What').selectOption('Members and roles');
    await signedIn.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(lines(signedIn).first()).toContainText('left');
    await signedIn.getByRole('link', { name: 'Older' }).click();
    await expect(lines(signedIn)).toHaveCount(10);
    await expect(signedIn.getByLabel('What')).toHaveValue('members');
    const [download] = await Promise.all([
      signedIn.waitForEvent('download'),
      signedIn.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect((await readFile(await download.path(), 'utf8')).split('\r\n')).toHaveLength(62);
    await signedIn.getByRole('link', { name: 'Newest' }).click();
    await expect(lines(signedIn)).toHaveCount(50);
  });
});

for (const width of [390, 1440]) {
  test(`the audit fits ${width} pixels and is accessible, dark and light`, async ({ signedIn, person }) => {
    await signedIn.setViewportSize({ width, height: 900 });
    const { acme, grace, bob, path } = await acmeOf(person);
    await sql`update users set name = 'A Person With Quite A Long Name Who Works Here' where id = ${bob.id}`;
    const rules = { idle: '900', absolute: '86400', secondFactor: 'true' };
    await happened(acme, 'organization_created', person);
    await happened(acme, 'organization_rules_changed', person, { data: rules });
    await happened(acme, 'member_role_changed', grace, { to: bob, data: { to: 'admin' } });
    await happened(acme, 'authz_fail', bob);
    await happened(acme, 'organization_signed_out', person, { data: { people: 5, sessions: 7 } });
    await signedIn.goto(path);
    await expectNoSidewaysScroll(signedIn);
    for (const colorScheme of ['light', 'dark'] as const) {
      await signedIn.emulateMedia({ colorScheme });
      await expectAccessible(signedIn, colorScheme === 'light' ? 'all' : 'colours');
    }
  });
}
