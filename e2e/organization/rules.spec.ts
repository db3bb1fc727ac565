import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, liveSession, sessionRow, sql } from '../support/database';
import { enrol } from '../support/factors';
import { cookieOf } from '../support/forms';
import { idleDialog, lookAgain, stepUpDialog, warningBar } from '../support/guard';
import { ask } from '../support/http';
import { storeOrganization } from '../support/organizations';
import { createPerson } from '../support/people';
import { expect, test } from '../support/test';

const putAway = (page: Page) => page.getByRole('heading', { level: 1, name: "Confirm it's you" });
const projects = (page: Page) => page.getByRole('heading', { level: 1, name: 'Projects' });
async function prove(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

test('an owner signs everyone out: open pages wait for proof, the owner’s too, and nothing else ends', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const grace = await createPerson('Grace Hopper');
  const acme = await storeOrganization('Acme', [
    [person, 'owner'],
    [grace, 'member'],
  ]);
  const harbour = await storeOrganization('Harbour', [[grace, 'owner']]);
  await signedIn.goto(`/o/${acme.slug}/settings/security`);
  const member = await secondBrowser();
  await member
    .context()
    .addCookies([{ name: 'session', value: await cookieOf(grace), url: new URL(signedIn.url()).origin }]);
  await member.goto(`/o/${acme.slug}/projects/new`);
  await member.getByLabel('Name').fill('Half typed');
  const elsewhere = await member.context().newPage();
  await elsewhere.goto(`/o/${harbour.slug}/projects`);

  await signedIn.goto(`/o/${acme.slug}/settings/security`);
  await expect(
    signedIn.getByText(/^2 people, \d sessions\. Everyone, you too, signs in again/),
  ).toBeVisible();
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);
  const signOut = signedIn.getByRole('button', { name: 'Sign everyone out' });
  await signedIn.getByLabel(`Type ${acme.slug} to confirm`).fill('acme');
  await signOut.click();
  await expect(signedIn.getByText(`Type ${acme.slug}, the address of this organization.`)).toBeVisible();
  await expect(signedIn.getByLabel(`Type ${acme.slug} to confirm`)).toHaveValue('acme');
  await signedIn.getByLabel(`Type ${acme.slug} to confirm`).fill(acme.slug);
  await signOut.click();
  await expect(putAway(signedIn)).toBeVisible();
  await expect(putAway(member)).toBeVisible();
  await expect(member.getByText('An owner signed everyone out of Acme')).toBeVisible();
  await expect(projects(elsewhere)).toBeVisible();
  expect((await sessionRow((await liveSession(grace)).id)).ended_at).toBeNull();
  // A page whose address names no organization shows nothing of it either.
  await sql`insert into projects (organization_id, name) values (${acme.id}, 'Secret bridge')`;
  await sql`update sessions set last_organization_id = ${acme.id} where user_id = ${grace.id}`;
  const home = await member.context().newPage();
  await home.goto('/dashboard');
  await expect(home.getByRole('link', { name: 'Open Acme' })).toBeVisible();
  await expect(home.getByText('Secret bridge')).toHaveCount(0);
  await prove(member, grace.password);
  await expect(member.getByLabel('Name')).toHaveValue('Half typed');
  await home.reload();
  await expect(home.getByText('Secret bridge')).toBeVisible();
  await member.getByRole('button', { name: 'Create project' }).click();
  await expect(member.getByRole('heading', { level: 1, name: 'Half typed' })).toBeVisible();
});

test('without scripts a closed organization leads to the proof and back', async ({
  person,
  browser,
  baseURL,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  await context.addCookies([{ name: 'session', value: await cookieOf(person), url: baseURL ?? '' }]);
  await sql`update organizations set sessions_valid_from = now() where id = ${acme.id}`;
  const page = await context.newPage();
  await page.goto(`/o/${acme.slug}/projects`);
  await expect(page).toHaveURL(/\/step-up\?next=.*&for=enter_after_sign_out$/);
  await expect(page.getByText('because an owner signed everyone out of it')).toBeVisible();
  await prove(page, person.password);
  await expect(page).toHaveURL(new RegExp(`/o/${acme.slug}/projects$`));
  await context.close();
});

test('its own idle limit warns, puts the page away, and is not made up for by activity elsewhere', async ({
  signedIn,
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await signedIn.goto(`/o/${acme.slug}/settings/security`);
  await signedIn.getByLabel('Ask again after a break of').selectOption('15 minutes');
  await signedIn.getByRole('button', { name: 'Save rules' }).click();
  await expect(signedIn.getByText('The rules were changed.')).toBeVisible();
  await signedIn.goto(`/o/${acme.slug}/projects`);
  await age(person, { idleSeconds: 800, stepUpSeconds: 900 });
  await lookAgain(signedIn);
  await expect(warningBar(signedIn)).toContainText("We'll put this page away in 2 minutes");
  await age(person, { idleSeconds: 860 });
  await lookAgain(signedIn);
  await idleDialog(signedIn).getByRole('button', { name: 'Keep it open' }).click();
  await expect(projects(signedIn)).toBeVisible();
  await age(person, { idleSeconds: 900 });
  const other = await signedIn.context().newPage();
  await other.goto('/dashboard');
  await lookAgain(signedIn);
  await expect(putAway(signedIn)).toBeVisible();
  await expect(signedIn.getByText('Acme asks again after a break.')).toBeVisible();
  await prove(signedIn, person.password);
  await expect(projects(signedIn)).toBeVisible();
});

test('where everyone needs a second factor, someone without one is led to it and back', async ({
  signedIn,
  person,
}) => {
  const olive = await createPerson('Olive Owner');
  const acme = await storeOrganization('Acme', [
    [olive, 'owner'],
    [person, 'member'],
  ]);
  await sql`update organizations set second_factor_required = true where id = ${acme.id}`;
  const api = await ask(`/o/${acme.slug}/projects`, { cookie: await cookieOf(person) });
  expect(api.status).toBe(307);
  await signedIn.goto(`/o/${acme.slug}/projects`);
  await expect(signedIn).toHaveURL(/\/settings\/security\?next=/);
  await expect(signedIn.getByText('Acme asks for a second factor, and your account has none.')).toBeVisible();
  await expectAccessible(signedIn);
  await enrol(signedIn);
  await signedIn.goto(`/settings/security?next=${encodeURIComponent(`/o/${acme.slug}/projects`)}`);
  await signedIn.getByRole('link', { name: 'Continue to Acme' }).click();
  await expect(projects(signedIn)).toBeVisible();
});

test('an owner without a second factor cannot demand one, and an owner deletes an organization and brings it back', async ({
  signedIn,
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await signedIn.goto(`/o/${acme.slug}/settings/security`);
  await signedIn.getByLabel('Everyone needs a second factor').check();
  await signedIn.getByRole('button', { name: 'Save rules' }).click();
  await expect(signedIn.getByText('Set up a second factor of your own first')).toBeVisible();
  await expect(signedIn.getByLabel('Everyone needs a second factor')).toBeChecked();

  await age(person, { stepUpSeconds: 400 });
  await signedIn.goto(`/o/${acme.slug}/settings/general`);
  await signedIn.getByLabel(`Type ${acme.slug} to confirm`).fill(acme.slug);
  await signedIn.getByRole('button', { name: 'Delete organization' }).click();
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await signedIn.waitForURL('**/organizations');
  const deleted = signedIn.getByRole('list', { name: 'Deleted organizations' });
  await expect(deleted).toContainText('Acme');
  await expectAccessible(signedIn);
  expect((await ask(`/o/${acme.slug}`, { cookie: await cookieOf(person) })).status).toBe(404);
  await deleted.getByRole('button', { name: 'Bring back' }).click();
  await signedIn.waitForURL(`**/o/${acme.slug}/settings/general`);
});
