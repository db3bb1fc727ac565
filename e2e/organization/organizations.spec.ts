import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age } from '../support/database';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { nameOf, roleIn, storeOrganization } from '../support/organizations';
import { createPerson } from '../support/people';
import { expect, test } from '../support/test';

/** The button of the question that is open. */
const confirm = (page: Page, button: string) =>
  page.getByRole('alertdialog').getByRole('button', { name: button }).click();
const member = (page: Page, name: string) => page.getByRole('listitem', { name: new RegExp(name) });

test('an organization is founded, found in the switcher, renamed with its address, and left', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/organizations');
  await expect(signedIn.getByRole('list', { name: 'Organizations' })).toContainText(person.name);
  await signedIn.getByRole('link', { name: 'New organization' }).click();
  await signedIn.getByLabel('Name').fill('Acme');
  await signedIn.getByLabel('Address').fill('admin');
  await signedIn.getByRole('button', { name: 'Create organization' }).click();
  await expect(signedIn.getByText('This address is reserved. Choose another one.')).toBeVisible();
  await expect(signedIn.getByLabel('Name')).toHaveValue('Acme');
  const slug = `acme-${person.id.slice(0, 8)}`;
  await signedIn.getByLabel('Address').fill(slug);
  await signedIn.getByRole('button', { name: 'Create organization' }).click();
  await signedIn.waitForURL(`**/o/${slug}`);
  await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('Acme');
  await expectAccessible(signedIn);
  await signedIn.getByRole('button', { name: 'Switch organization' }).click();
  await expect(signedIn.getByRole('menuitem', { name: person.name })).toBeVisible();
  await signedIn.getByRole('menuitem', { name: 'Acme' }).click();
  await signedIn
    .getByRole('navigation', { name: 'Organization' })
    .getByRole('link', { name: 'Settings' })
    .click();
  await signedIn.getByLabel('Name').fill('Acme & Co');
  await signedIn.getByLabel('Address').fill(`${slug}-co`);
  await signedIn.getByRole('button', { name: 'Save' }).click();
  await signedIn.waitForURL(`**/o/${slug}-co/settings/general`);
  await expect(signedIn.getByRole('button', { name: 'Switch organization' })).toContainText('Acme & Co');
  await expectAccessible(signedIn);
  await signedIn.getByRole('button', { name: 'Leave organization' }).click();
  await confirm(signedIn, 'Leave organization');
  await expect(
    signedIn.getByText("You're the only person in Acme & Co, so you can't leave it."),
  ).toBeVisible();
  expect((await ask(`/o/${slug}`, { cookie: await cookieOf(person) })).status).toBe(404);
});

test('members: roles are changed and people removed, with fresh proof, and only by who may', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const [grace, bob] = [await createPerson('Grace Hopper'), await createPerson('Bob Builder')];
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [grace, 'member'],
    [bob, 'member'],
  ]);
  const members = `/o/${acme.slug}/settings/members`;
  await signedIn.goto(members);
  await expect(signedIn.getByText('3 people')).toBeVisible();
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);
  await member(signedIn, 'Grace').getByLabel('Role of Grace Hopper', { exact: true }).selectOption('admin');
  await member(signedIn, 'Grace').getByRole('button', { name: 'Change role' }).click();
  await expect(nameOf(member(signedIn, 'Grace'))).toContainText('Admin');
  expect(await roleIn(acme, grace)).toBe('admin');

  const admin = await secondBrowser();
  await admin
    .context()
    .addCookies([{ name: 'session', value: await cookieOf(grace), url: new URL(signedIn.url()).origin }]);
  await admin.goto(members);
  await expect(member(admin, person.name).getByRole('button')).toHaveCount(0);
  await age(grace, { stepUpSeconds: 601 });
  await admin.reload();
  await member(admin, 'Bob').getByRole('button', { name: 'Remove' }).click();
  await expect(admin.getByRole('alertdialog')).toContainText(
    'Bob Builder loses access to Acme at once. Their other organizations stay',
  );
  await confirm(admin, 'Remove');
  const proof = stepUpDialog(admin);
  await proof.getByLabel('Password', { exact: true }).fill(grace.password);
  await proof.getByRole('button', { name: 'Confirm' }).click();
  await expect(member(admin, 'Bob')).toHaveCount(0);
  expect(await roleIn(acme, bob)).toBeUndefined();
});

test('somebody else’s organization is as absent as one that never was, on every page of it', async ({
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const eve = await cookieOf(await createPerson('Eve Example'));
  const paths = [
    ...['', '/settings/general', '/settings/members'],
    ...['/projects', '/projects/new'], // only: sample
  ];
  for (const path of paths) {
    const [theirs, never] = await Promise.all([
      ask(`/o/${acme.slug}${path}`, { cookie: eve }),
      ask(`/o/never-there${path}`, { cookie: eve }),
    ]);
    expect([theirs.status, never.status]).toEqual([404, 404]);
    expect(theirs.everything).not.toContain('>Acme<');
  }
});

for (const width of [390, 1440]) {
  test(`the pages of an organization fit ${width} pixels and are accessible, dark and light`, async ({
    signedIn,
    person,
  }) => {
    await signedIn.setViewportSize({ width, height: 900 });
    const acme = await storeOrganization('Acme', [
      [person, 'owner'],
      [await createPerson('A Person With Quite A Long Name Who Works Here'), 'member'],
    ]);
    for (const path of ['', '/settings/members', '/settings/general']) {
      await signedIn.goto(`/o/${acme.slug}${path}`);
      await expectNoSidewaysScroll(signedIn);
      for (const colorScheme of ['light', 'dark'] as const) {
        await signedIn.emulateMedia({ colorScheme });
        await expectAccessible(signedIn, colorScheme === 'light' ? 'all' : 'colours');
      }
    }
  });
}
