import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { sql } from '../support/database';
import { lookAgain, withoutStream } from '../support/guard';
import { expectGone } from '../support/leaks';
import { storeOrganization, type TestOrganization } from '../support/organizations';
import { createPerson } from '../support/people';
import { watchStreams } from '../support/streams';
import { expect, test } from '../support/test';

const sheet = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title });
const openProjects = async (page: Page, { slug }: TestOrganization) => {
  await page.goto(`/o/${slug}/projects`);
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
};

/** Two tabs of one browser, in two organizations of which somebody else owns the first. */
async function scene(signedIn: Page, person: { id: string }) {
  const olive = await createPerson('Olive Owner');
  const acme = await storeOrganization('Acme', [
    [olive, 'owner'],
    [person, 'member'],
  ]);
  const harbour = await storeOrganization('Harbour', [[person, 'owner']]);
  const streams = watchStreams(signedIn.context());
  const other = await signedIn.context().newPage();
  await openProjects(other, harbour);
  await openProjects(signedIn, acme);
  for (const tab of [signedIn, other]) await lookAgain(tab);
  await expect.poll(() => streams.open).toBe(1);
  return { acme, harbour, other, olive };
}

test('someone who is removed sees that organization’s page lock by itself, and goes on in another', async ({
  signedIn,
  person,
}) => {
  const { acme, other } = await scene(signedIn, person);
  await signedIn.goto(`/o/${acme.slug}/projects/new`);
  await signedIn.getByLabel('Name').fill('Typed before the end');
  await sql`delete from memberships where organization_id = ${acme.id} and user_id = ${person.id}`;
  await expect(sheet(signedIn, 'You no longer have access')).toBeVisible();
  await expectGone(signedIn, 'Typed before the end');
  await expectGone(signedIn, 'New project');
  await expectAccessible(signedIn);
  await lookAgain(other);
  await expect(sheet(other, 'Projects')).toBeVisible();
  // What was typed is kept: it comes back with the place.
  await sql`insert into memberships (organization_id, user_id, role) values (${acme.id}, ${person.id}, 'member')`;
  await lookAgain(signedIn);
  await expect(signedIn.getByLabel('Name')).toHaveValue('Typed before the end');
  await sql`delete from memberships where organization_id = ${acme.id} and user_id = ${person.id}`;
  await signedIn.getByRole('link', { name: 'Your organizations' }).click();
  await expect(signedIn.getByRole('list', { name: 'Organizations' })).not.toContainText('Acme');
});

test('another role is said, and the page goes on with it and with what was typed', async ({
  signedIn,
  person,
}) => {
  const { acme, other } = await scene(signedIn, person);
  await signedIn.goto(`/o/${acme.slug}/projects/new`);
  await signedIn.getByLabel('Name').fill('Bridge');
  await sql`update memberships set role = 'owner' where organization_id = ${acme.id} and user_id = ${person.id}`;
  await expect(sheet(signedIn, 'Your role has changed')).toBeVisible();
  await expect(sheet(other, 'Projects')).toBeVisible();
  await signedIn.getByRole('button', { name: 'Continue' }).click();
  await expect(signedIn.getByLabel('Name')).toHaveValue('Bridge');
  const bar = signedIn.getByRole('navigation', { name: 'Organization' });
  await expect(bar.getByRole('link', { name: 'Security' })).toBeVisible();
});

test('where no stream tells it, the page asks when it is looked at again', async ({ signedIn, person }) => {
  await withoutStream(signedIn);
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await openProjects(signedIn, acme);
  await expect(signedIn.getByText('No projects')).toBeVisible();
  await sql`update organizations set deleted_at = now() where id = ${acme.id}`;
  await lookAgain(signedIn);
  await expect(sheet(signedIn, 'Acme was deleted')).toBeVisible();
  await expectGone(signedIn, 'No projects');
});

test('a page that Back brings from the cache of the router is asked about', async ({ signedIn, person }) => {
  await withoutStream(signedIn);
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await openProjects(signedIn, acme);
  await signedIn.getByRole('link', { name: 'Dashboard' }).click();
  await signedIn.waitForURL('**/dashboard');
  await sql`update organizations set deleted_at = now() where id = ${acme.id}`;
  await signedIn.goBack();
  await expect(sheet(signedIn, 'Acme was deleted').or(sheet(signedIn, 'Page not found'))).toBeVisible();
});
