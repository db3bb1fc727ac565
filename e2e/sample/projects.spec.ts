import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { stepUpDialog } from '../support/guard';
import { ask } from '../support/http';
import { storeOrganization } from '../support/organizations';
import { createPerson, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const aProject = /\/projects\/[0-9a-f-]{36}$/;
const projectsOf = (person: Pick<TestPerson, 'id'>) =>
  sql<{ name: string; description: string }[]>`
    select name, description from projects where user_id = ${person.id} order by created_at`;

async function createProject(page: Page, name: string): Promise<string> {
  await page.goto('/projects/new');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Description').fill('over the brook');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL(aProject);
  return new URL(page.url()).pathname;
}

test('a project is created, filled with tasks, changed and found in the lists', async ({
  signedIn,
  person,
}) => {
  await signedIn.goto('/projects');
  await expect(signedIn.getByText('No projects yet')).toBeVisible();
  await createProject(signedIn, 'Bridge');
  for (const title of ['Measure', 'Build']) {
    await signedIn.getByLabel('New task').fill(title);
    await signedIn.getByRole('button', { name: 'Add task' }).click();
    await expect(signedIn.getByRole('list', { name: 'Tasks' })).toContainText(title);
    await expect(signedIn.getByLabel('New task')).toHaveValue('');
  }
  await signedIn.getByRole('button', { name: 'Complete “Measure”' }).click();
  await expect(signedIn.getByRole('button', { name: 'Reopen “Measure”' })).toBeVisible();
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);
  await signedIn.getByLabel('Name').fill('Tunnel');
  await signedIn.getByRole('button', { name: 'Save' }).click();
  await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('Tunnel');
  expect(await projectsOf(person)).toEqual([{ name: 'Tunnel', description: 'over the brook' }]);
  await signedIn.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
  await expect(signedIn.getByRole('list', { name: 'Projects' })).toContainText('1 of 2 tasks done');
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('list', { name: 'Recent projects' })).toContainText('Tunnel');
  await expect(signedIn.getByRole('link', { name: 'Open tasks' })).toContainText('1');
});

test('deleting a project waits for the proof and then happens by itself', async ({ signedIn, person }) => {
  await createProject(signedIn, 'Bridge');
  await age(person, { stepUpSeconds: 601 });
  await signedIn.reload();
  await signedIn.getByRole('button', { name: 'Delete project' }).click();
  const question = signedIn.getByRole('alertdialog', { name: 'Delete “Bridge”?' });
  await expect(question).toContainText('The project is gone for good.');
  await question.getByRole('button', { name: 'Delete project' }).click();
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to delete this project.");
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await signedIn.waitForURL('**/projects');
  expect(await projectsOf(person)).toEqual([]);
});

test('two tabs in two organizations: what each writes lands where its address says', async ({
  signedIn,
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const harbour = await storeOrganization('Harbour', [[person, 'owner']]);
  const other = await signedIn.context().newPage();
  await signedIn.goto(`/o/${acme.slug}/projects/new`);
  await signedIn.getByLabel('Name').fill('Of Acme');
  // The session's hint says Harbour now, and the first tab was loaded before.
  await other.goto(`/o/${harbour.slug}/projects/new`);
  await expect(other.getByLabel('Name')).toHaveValue('');
  await other.getByLabel('Name').fill('Of Harbour');
  await other.getByRole('button', { name: 'Create project' }).click();
  await other.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
  await signedIn.getByRole('button', { name: 'Create project' }).click();
  await signedIn.waitForURL(new RegExp(`/o/${acme.slug}/projects/[0-9a-f-]{36}$`));
  const rows = await sql`
    select o.slug, p.name from projects p join organizations o on o.id = p.organization_id
    where p.user_id = ${person.id} order by p.name`;
  expect([...rows]).toEqual([
    { slug: acme.slug, name: 'Of Acme' },
    { slug: harbour.slug, name: 'Of Harbour' },
  ]);
  await signedIn.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
  await signedIn.waitForURL(`**/o/${acme.slug}/projects`);
  await expect(signedIn.getByRole('list', { name: 'Projects' })).not.toContainText('Of Harbour');
  await other.close();
});

test('a project of somebody else is as absent as one that never was', async ({ signedIn }) => {
  const path = await createProject(signedIn, 'Bridge');
  const eve = await createPerson('Eve Example');
  const cookie = await cookieOf(eve);
  const own = await storeOrganization('Harbour', [[eve, 'owner']]);
  const id = path.split('/').at(-1);
  for (const asked of [
    path,
    ...[id, crypto.randomUUID(), 'not-an-id'].map((each) => `/o/${own.slug}/projects/${each}`),
  ]) {
    const answer = await ask(asked, { cookie });
    expect(answer.status).toBe(404);
    expect(answer.everything).not.toContain('Bridge');
  }
});
