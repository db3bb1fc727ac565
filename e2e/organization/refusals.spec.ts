import type { Page } from '@playwright/test';
import { sql } from '../support/database';
import { cookieOf, interceptAction, recordAction, replay, withText } from '../support/forms';
import { nameOf, roleIn, storeOrganization } from '../support/organizations';
import { createPerson, heldCookie } from '../support/people';
import { expect, test } from '../support/test';

/** What it is known by: another browser would be asked for proof first. */
const browserOf = async (page: Page) => ({
  cookie: await heldCookie(page.context()),
  headers: { 'user-agent': await page.evaluate(() => navigator.userAgent) },
});

const makeAdmin = async (page: Page) => {
  const row = page.getByRole('listitem', { name: /Bob/ });
  await row.getByLabel('Role of Bob Builder', { exact: true }).selectOption('admin');
  return () => row.getByRole('button', { name: 'Change role' }).click();
};

test('an action recorded while somebody was an admin is refused once they are none, and changes nothing', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/Failed to load resource/);
  const [owner, bob] = [await createPerson('Olive Owner'), await createPerson('Bob Builder')];
  const acme = await storeOrganization('Acme', [
    [owner, 'owner'],
    [person, 'admin'],
    [bob, 'member'],
  ]);
  await signedIn.goto(`/o/${acme.slug}/settings/members`);
  const call = await interceptAction(signedIn, await makeAdmin(signedIn));
  const held = await browserOf(signedIn);

  await sql`update memberships set role = 'member' where user_id = ${person.id} and organization_id = ${acme.id}`;
  expect((await replay(call, held)).text).toContain('Your role in this organization doesn');
  await sql`delete from memberships where user_id = ${person.id} and organization_id = ${acme.id}`;
  expect((await replay(call, held)).text).toContain('have access to this organization any more');
  expect(await roleIn(acme, bob)).toBe('member');
  const refused = await sql<{ data: unknown; organization_id: string }[]>`
    select data, organization_id from audit_events where actor_id = ${person.id} and event = 'authz_fail'`;
  expect([...refused]).toEqual([{ data: { asked: 'members.manage' }, organization_id: acme.id }]);
});

test('an action of one organization sent from the address of another, or of none, reaches neither', async ({
  signedIn,
  person,
}) => {
  const bob = await createPerson('Bob Builder');
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [bob, 'member'],
  ]);
  const harbour = await storeOrganization('Harbour', [[person, 'owner']]);
  await signedIn.goto(`/o/${acme.slug}/settings/members`);
  const row = signedIn.getByRole('listitem', { name: /Bob/ });
  const call = await recordAction(signedIn, await makeAdmin(signedIn));
  await expect(nameOf(row)).toContainText('Admin');
  const back = withText(call, 'admin', 'member');
  const held = await browserOf(signedIn);
  const there = await replay(back, held, `/o/${harbour.slug}/settings/members`);
  expect(there.text).toContain('have access to this organization any more');
  // As a browser without scripts sends it: its address alone says where it belongs.
  const plain = withText(back, 'acting-in', 'not-acting-in');
  const nowhere = await replay(plain, held, '/settings/profile');
  expect(nowhere.text).toContain('Reload the page and try again.');
  const asThere = await replay(plain, held, `/o/${harbour.slug}/settings/members`);
  expect(asThere.text).toContain('This person is no longer a member.');
  const eve = await cookieOf(await createPerson('Eve Example'));
  await replay(back, { cookie: eve });
  expect(await roleIn(acme, bob)).toBe('admin');
});

test('misshapen members, roles and addresses are answered at the field, and never with a fault', async ({
  signedIn,
  person,
}) => {
  const bob = await createPerson('Bob Builder');
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [bob, 'member'],
  ]);
  await signedIn.goto(`/o/${acme.slug}/settings/members`);
  const row = signedIn.getByRole('listitem', { name: /Bob/ });
  const call = await recordAction(signedIn, await makeAdmin(signedIn));
  await expect(nameOf(row)).toContainText('Admin');
  const held = await browserOf(signedIn);
  for (const [text, other, sentence] of [
    ['admin', 'emperor', 'Choose a role.'],
    [bob.id, 'not-an-id', 'This is not a member.'],
    [bob.id, crypto.randomUUID(), 'This person is no longer a member.'],
  ] as const) {
    const answer = await replay(withText(call, text, other), held);
    expect([answer.status, answer.text.includes(sentence)]).toEqual([200, true]);
  }
  for (const after of ['x', '%00', '-'.repeat(36), 'a'.repeat(3000)]) {
    const answer = await signedIn.goto(`/o/${acme.slug}/settings/members?after=${after}`);
    expect(answer?.status()).toBe(200);
    await expect(row).toBeVisible();
  }
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('an organization is founded, and a member’s role changed', async ({ signedIn, person }) => {
    await signedIn.goto('/organizations/new');
    await signedIn.getByLabel('Name').fill('Paper');
    await signedIn.getByLabel('Address').fill(`paper-${person.id.slice(0, 8)}`);
    await signedIn.getByRole('button', { name: 'Create organization' }).click();
    await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('Paper');
    const bob = await createPerson('Bob Builder');
    const acme = await storeOrganization('Acme', [
      [person, 'owner'],
      [bob, 'member'],
    ]);
    await signedIn.goto(`/o/${acme.slug}/settings/members`);
    const row = signedIn.getByRole('listitem', { name: /Bob/ });
    await row.getByLabel('Role of Bob Builder', { exact: true }).selectOption('admin');
    await row.getByRole('button', { name: 'Change role' }).click();
    await expect(nameOf(row)).toContainText('Admin');
    expect(await roleIn(acme, bob)).toBe('admin');
  });
});
