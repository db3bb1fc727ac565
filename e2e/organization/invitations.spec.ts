import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { auditRows, sql } from '../support/database';
import { enrol, giveCode, nextCode } from '../support/factors';
import { ask, cookieSet } from '../support/http';
import { mailsTo, waitForMail } from '../support/mail';
import { roleIn, storeOrganization, type TestOrganization } from '../support/organizations';
import { createPerson, fillSignIn, signInAs, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

const newAddress = () => `n${Math.random().toString(36).slice(2, 12)}@example.com`;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const openMembers = (page: Page, { slug }: TestOrganization) => page.goto(`/o/${slug}/settings/members`);
const accept = (page: Page) => page.getByRole('button', { name: 'Accept invitation' }).click();

async function invite(page: Page, emails: string): Promise<void> {
  await page.getByLabel('Email addresses').fill(emails);
  await page.getByRole('button', { name: 'Invite people' }).click();
}

const linkTo = async (email: string) => {
  const { links } = await waitForMail(email, { subject: 'organization' });
  return links.find((link) => link.includes('/invitation?token=')) ?? '';
};

test('a newcomer signs up by the link, gets no second mail, and is in the organization', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const email = newAddress();
  await openMembers(signedIn, acme);
  await invite(signedIn, email);
  await expect(signedIn.getByText('Invitation sent.')).toBeVisible();
  await expect(signedIn.getByText('1 person, 1 invitation waiting')).toBeVisible();
  await expect(signedIn.getByRole('list', { name: 'Invitations' })).toContainText(email);
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);

  const newcomer = await secondBrowser();
  await newcomer.goto(await linkTo(email));
  await expect(heading(newcomer, 'Join Acme')).toBeVisible();
  await expect(newcomer).toHaveURL(/\/invitation$/);
  await expect(newcomer.getByText(`invited you. The invitation is for ${email}.`)).toBeVisible();
  await expectAccessible(newcomer);
  // Kept by this browser, and not by the address.
  await newcomer.reload();
  await newcomer.getByLabel('Name').fill('Nina Newcomer');
  await newcomer.getByLabel('Password', { exact: true }).fill('short');
  await accept(newcomer);
  await expect(newcomer.getByText('Use at least 15 characters')).toBeVisible();
  await expect(newcomer.getByLabel('Name')).toHaveValue('Nina Newcomer');
  await newcomer.getByLabel('Password', { exact: true }).fill('nine quiet walruses dance');
  await accept(newcomer);
  await newcomer.waitForURL(`**/o/${acme.slug}`);
  await expect(newcomer.getByText('Your role here: member.')).toBeVisible();
  expect(mailsTo(email)).toHaveLength(1);
  await openMembers(signedIn, acme);
  await expect(signedIn.getByRole('list', { name: 'Members' })).toContainText('Nina Newcomer');
  await expect(signedIn.getByText('2 people', { exact: true })).toBeVisible();
});

test('a person with a second factor comes back to the invitation after all of it', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const olive = await createPerson('Olive Owner');
  const acme = await storeOrganization('Acme', [[olive, 'owner']]);
  const key = await (async () => {
    await signedIn.goto('/settings/security');
    return enrol(signedIn);
  })();
  await sql`insert into invitations (organization_id, email, role, invited_by) values (${acme.id}, ${person.email}, 'admin', ${olive.id})`;
  const owner = await secondBrowser();
  await signInAs(owner, olive);
  await openMembers(owner, acme);
  await owner
    .getByRole('listitem', { name: new RegExp(person.email) })
    .getByRole('button', { name: 'Resend' })
    .click();
  const link = await linkTo(person.email);
  await signOutByMenu(signedIn);
  await signedIn.goto(link);
  await signedIn.getByRole('link', { name: 'Sign in to accept' }).click();
  await fillSignIn(signedIn, person);
  await giveCode(signedIn, await nextCode(person, key));
  await expect(heading(signedIn, 'Join Acme')).toBeVisible();
  await accept(signedIn);
  await signedIn.waitForURL(`**/o/${acme.slug}`);
  expect(await roleIn(acme, person)).toBe('admin');
});

test('a forwarded link says whose it is, in part, and leads to the right account', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const grace = await createPerson('Grace Hopper');
  const acme = await storeOrganization('Acme', [[grace, 'owner']]);
  const bob = await createPerson('Bob Builder');
  const owner = await secondBrowser();
  await signInAs(owner, grace);
  await openMembers(owner, acme);
  await invite(owner, bob.email);
  const link = await linkTo(bob.email);
  await signedIn.goto(link);
  const masked = `${bob.email[0]}•••@example.com`;
  await expect(
    signedIn.getByText(`This invitation is for ${masked}. You are signed in as ${person.email}.`),
  ).toBeVisible();
  expect(await signedIn.content()).not.toContain(bob.email);
  await expectAccessible(signedIn);
  await signedIn.getByRole('button', { name: 'Use another account' }).click();
  await signedIn.getByRole('link', { name: 'Sign in to accept' }).click();
  await fillSignIn(signedIn, bob);
  await expect(heading(signedIn, 'Join Acme')).toBeVisible();
  expect([await roleIn(acme, person), await roleIn(acme, bob)]).toEqual([undefined, undefined]);
  await accept(signedIn);
  await signedIn.waitForURL(`**/o/${acme.slug}`);
  expect(await roleIn(acme, bob)).toBe('member');
});

test('many at once: those that can be invited are, and the others stay in the field with their reasons', async ({
  signedIn,
  person,
}) => {
  const grace = await createPerson('Grace Hopper');
  const acme = await storeOrganization('Acme', [
    [grace, 'owner'],
    [person, 'admin'],
  ]);
  const email = newAddress();
  await openMembers(signedIn, acme);
  await invite(signedIn, `${email}\nnobody\n${grace.email}, ${person.email}`);
  await expect(signedIn.getByText('Invitation sent. Look at the rest again.')).toBeVisible();
  await expect(signedIn.getByText("nobody isn't an email address.")).toBeVisible();
  await expect(signedIn.getByText(`${grace.email} is a member already.`)).toBeVisible();
  await expect(signedIn.getByText(`${person.email} is your own address.`)).toBeVisible();
  await expect(signedIn.getByLabel('Email addresses')).toHaveValue(
    ['nobody', grace.email, person.email].join('\n'),
  );
  const row = signedIn.getByRole('listitem', { name: new RegExp(email) });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
  const events = (await auditRows(person)).map(({ event }) => event);
  expect(events.filter((event) => event.startsWith('invitation_'))).toEqual([
    'invitation_sent',
    'invitation_revoked',
  ]);
});

test('looking at a link uses nothing up and begins no session; a used, declined or made-up one says so', async ({
  signedIn,
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const email = newAddress();
  await openMembers(signedIn, acme);
  await invite(signedIn, email);
  const { pathname, search } = new URL(await linkTo(email));
  for (const method of ['GET', 'HEAD', 'GET']) {
    const seen = await ask(`${pathname}${search}`, { method, headers: { 'user-agent': 'LinkPreview/1.0' } });
    expect(seen.status).toBe(200);
    expect(cookieSet(seen)).toBeUndefined();
    expect(seen.headers['referrer-policy']).toBe('no-referrer');
  }
  await signedIn.context().clearCookies();
  await signedIn.goto(`${pathname}${search}`);
  await signedIn.getByRole('button', { name: 'Decline' }).click();
  await expect(heading(signedIn, 'Invitation declined')).toBeVisible();
  for (const address of [`${pathname}${search}`, '/invitation', '/invitation?token=made-up']) {
    await signedIn.goto(address);
    await expect(heading(signedIn, "This invitation doesn't work")).toBeVisible();
  }
  await expectAccessible(signedIn);
});

test('another link that was put into the browser meanwhile is not the one that the page answers', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  const [shown, planted] = [newAddress(), newAddress()];
  await openMembers(signedIn, acme);
  await invite(signedIn, `${shown}\n${planted}`);
  const newcomer = await secondBrowser();
  await newcomer.goto(await linkTo(shown));
  await expect(newcomer).toHaveURL(/\/invitation$/);
  await newcomer.reload();
  await newcomer.getByLabel('Name').fill('Nina Newcomer');
  const other = await newcomer.context().newPage();
  await other.goto(await linkTo(planted));
  await newcomer.getByLabel('Password', { exact: true }).fill('nine quiet walruses dance');
  await accept(newcomer);
  await expect(newcomer.getByText('another one replaced it')).toBeVisible();
  const made = await sql`select 1 from users where email in (${shown}, ${planted})`;
  expect(made).toHaveLength(0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('people are invited, and a newcomer joins', async ({ signedIn, person, browser, baseURL }) => {
    const acme = await storeOrganization('Acme', [[person, 'owner']]);
    const email = newAddress();
    await openMembers(signedIn, acme);
    await invite(signedIn, `${email}\nnobody`);
    await expect(signedIn.getByText("nobody isn't an email address.")).toBeVisible();
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
    const newcomer = await context.newPage();
    await newcomer.goto(await linkTo(email));
    await newcomer.getByLabel('Name').fill('Nina Newcomer');
    await newcomer.getByLabel('Password', { exact: true }).fill('nine quiet walruses dance');
    await accept(newcomer);
    await newcomer.waitForURL(`**/o/${acme.slug}`);
    await context.close();
  });
});
