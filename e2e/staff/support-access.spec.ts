import type { Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { sessionRows, sql } from '../support/database';
import { waitForMail } from '../support/mail';
import { createPerson, heldCookie } from '../support/people';
import { becomeStaff } from '../support/staff';
import { expect, test } from '../support/test';
import { allowVisit, beginVisit, reasonToVisit, signInto, visitBanner, visitsTo } from '../support/visits';

async function expectGood(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
}

async function askFor(page: Page, id: string): Promise<void> {
  await page.goto(`/admin/people/${id}`);
  await page.locator('summary', { hasText: 'Ask for access' }).click();
  const form = page.locator('details[open]', { hasText: 'Ask for access' });
  await form.getByLabel('Reason').fill(reasonToVisit);
  await form.getByLabel('Ticket').fill('#4711');
  await expectGood(page);
  await page.getByRole('button', { name: 'Ask for access' }).click();
  await expect(page.getByText('The person has not answered yet.')).toBeVisible();
}

test('support asks, the person allows viewing, support sees the account and changes nothing, and stops', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  // What is closed to support answers so.
  expectTrouble(/status of 403/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Grace Hopper');
  const theirs = await signInto(await secondBrowser(), customer);
  await askFor(signedIn, customer.id);
  const asked = await waitForMail(customer.email, { subject: 'asks to see your account' });
  expect(asked.text).toContain(reasonToVisit);
  expect(asked.links.map((link) => new URL(link).pathname)).toEqual(['/settings/sessions']);

  await theirs.goto('/dashboard');
  const question = theirs.getByRole('region', { name: 'Support asks to see your account' });
  await expect(question).toContainText(
    `${person.name} from ${product.name} support asks to see your account`,
  );
  await expect(question).toContainText(`for 30 minutes: “${reasonToVisit}”`);
  await expectGood(theirs);
  await question.getByRole('button', { name: 'Allow viewing', exact: true }).click();
  await expect(question).toHaveCount(0);
  await theirs.goto('/settings/sessions');
  await expect(theirs.getByRole('list', { name: 'Support access' })).toContainText(
    `${person.name} from ${product.name} support may see your account`,
  );

  const before = await sessionRows(person);
  const cookie = await heldCookie(signedIn.context());
  await beginVisit(signedIn, customer);
  await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('Hello, Grace Hopper');
  await expect(visitBanner(signedIn)).toContainText(`You see ${product.name} as Grace Hopper`);
  await expect(visitBanner(signedIn)).toContainText('viewing only');
  await expect(visitBanner(signedIn)).toContainText('30 min left');
  await expect(visitBanner(signedIn)).toContainText(reasonToVisit);
  await expect(signedIn.locator('link[data-visit-icon]')).toHaveCount(1);
  await expectGood(signedIn);
  await theirs.reload();
  await expect(theirs.getByRole('listitem').filter({ hasText: 'End now' })).toContainText('Viewing');
  await expectGood(theirs);

  await signedIn.goto('/organizations/new');
  await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('This page is closed to support');
  await expectGood(signedIn);
  for (const path of [
    '/settings/security',
    '/settings/sessions',
    '/settings/activity',
    '/admin',
    '/step-up',
  ]) {
    await signedIn.goto(path);
    await expect(signedIn, path).toHaveURL(/\/closed-to-support$/);
  }
  await visitBanner(signedIn).getByRole('button', { name: 'Stop' }).click();
  await signedIn.waitForURL(`**/admin/people/${customer.id}`);
  await expect(visitBanner(signedIn)).toHaveCount(0);
  await expect(signedIn.getByText('You used the consent.')).toBeVisible();
  expect(await heldCookie(signedIn.context())).toBe(cookie);
  expect((await sessionRows(person)).map(({ id, ended_at }) => [id, ended_at])).toEqual(
    before.map(({ id, ended_at }) => [id, ended_at]),
  );

  await theirs.reload();
  const history = theirs.getByRole('list', { name: 'Support visits that ended' });
  await expect(history).toContainText('ended by support');
  await expect(history).toContainText(/\d+ pages seen, nothing changed/);
  await theirs.goto('/settings/activity');
  await expect(theirs.getByText('Support began to see your account')).toBeVisible();
  await expect(theirs.getByText('Support stopped seeing your account')).toBeVisible();
  const told = await waitForMail(customer.email, { subject: 'has seen your account' });
  expect(told.text).toContain('nothing changed');
});

// only: sample, from here
test('with changes allowed support adds a task, deletes nothing, and every line names both', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  test.slow();
  expectTrouble(/status of 403/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Grace Hopper');
  await allowVisit(person, customer, 'act');
  await beginVisit(signedIn, customer);
  await expect(visitBanner(signedIn)).toContainText('viewing and changes');
  await signedIn.goto('/projects');
  await signedIn.getByRole('link', { name: 'New project' }).first().click();
  await signedIn.getByLabel('Name').fill('Repaired');
  await signedIn.getByRole('button', { name: 'Create project' }).click();
  await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('Repaired');
  await signedIn.getByLabel('New task').fill('Look at the invoice');
  await signedIn.getByRole('button', { name: 'Add task' }).click();
  await expect(signedIn.getByRole('list', { name: 'Tasks' })).toContainText('Look at the invoice');
  await signedIn.getByRole('button', { name: 'Delete project' }).click();
  await signedIn.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(signedIn.getByText("Support can't do this in somebody else's account")).toBeVisible();
  const [visit] = await visitsTo(customer);
  expect(visit?.support_changes).toBe(2);
  const lines = await sql`select event, actor_id, user_id, data->>'why' as why from audit_events
    where session_id = ${visit?.id ?? null} and event like 'project%' order by id`;
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(line).toMatchObject({ actor_id: person.id, user_id: customer.id, why: reasonToVisit });
});

// only: sample, to here
test('the person ends it, and the page of support is put away with words', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  // What the page asks once its visit is over.
  expectTrouble(/status of 401/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Grace Hopper');
  await allowVisit(person, customer, 'view');
  await beginVisit(signedIn, customer);
  const theirs = await signInto(await secondBrowser(), customer);
  await theirs.goto('/settings/sessions');
  await theirs.getByRole('button', { name: 'End now' }).click();
  await expect(theirs.getByRole('list', { name: 'Support visits that ended' })).toContainText('ended by you');
  await expect(signedIn.getByRole('heading', { name: 'You no longer see this account' })).toBeVisible();
  await expect(signedIn.getByText('Grace Hopper')).toHaveCount(0);
  await expectGood(signedIn);
  await signedIn.getByRole('button', { name: 'Back to the staff console' }).click();
  await expect(signedIn).toHaveURL(/\/admin$/);
  await expect(signedIn.getByText('the person ended it')).toBeVisible();
});

test('after 30 minutes the next page is the console again, and says why', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  test.slow();
  // What the page of the visit may ask in between.
  expectTrouble(/status of 401/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Grace Hopper');
  await allowVisit(person, customer, 'view');
  await beginVisit(signedIn, customer);
  await sql`update sessions set signed_in_at = now() - interval '1800 seconds'
    where user_id = ${customer.id} and kind = 'support'`;
  await signedIn.goto('/organizations');
  await expect(signedIn).toHaveURL(/\/admin$/);
  await expect(signedIn.getByText('the time that was allowed is over')).toBeVisible();
  expect((await visitsTo(customer))[0]?.ended_reason).toBe('absolute_timeout');
  expect((await signedIn.context().cookies()).map(({ name }) => name)).not.toContain('support');
});

test('without scripts the person allows it, and support begins, is refused and stops', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  expectTrouble(/status of 403/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Grace Hopper');
  // The same browser: in another one, the cookie would ask for proof first.
  const userAgent = await signedIn.evaluate(() => navigator.userAgent);
  const plain = async () => secondBrowser({ javaScriptEnabled: false, userAgent });
  const staff = await signInto(await plain(), person, await heldCookie(signedIn.context()));
  await staff.goto(`/admin/people/${customer.id}`);
  await staff.locator('summary', { hasText: 'Ask for access' }).click();
  await staff
    .locator('details[open]', { hasText: 'Ask for access' })
    .getByLabel('Reason')
    .fill(reasonToVisit);
  await staff.getByRole('button', { name: 'Ask for access' }).click();
  await expect(staff.getByText('The person has not answered yet.')).toBeVisible();

  const theirs = await signInto(await plain(), customer);
  await theirs.goto('/dashboard');
  await theirs.getByRole('button', { name: 'Allow viewing', exact: true }).click();
  await expect(theirs.getByRole('region', { name: 'Support asks to see your account' })).toHaveCount(0);

  await beginVisit(staff, customer);
  await staff.goto('/settings/profile');
  await expect(staff.getByText('Support sees this, and can change none of it.')).toBeVisible();
  await staff.goto('/admin');
  await expect(staff).toHaveURL(/\/closed-to-support$/);
  await visitBanner(staff).getByRole('button', { name: 'Stop' }).click();
  await expect(staff).toHaveURL(new RegExp(`/admin/people/${customer.id}$`));
  expect((await visitsTo(customer))[0]?.ended_reason).toBe('support_ended');
});
