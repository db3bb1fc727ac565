import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { sessionRows, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf, interceptAction, replay } from '../support/forms';
import { ask } from '../support/http';
import { createPerson, heldCookie, type TestPerson } from '../support/people';
import { becomeStaff, giveRole } from '../support/staff';
import { expect, test } from '../support/test';

const reason = 'Asked for it by phone.';

/** Opens what asks for the reason, and sends it. */
async function act(page: Page, button: string, why = reason): Promise<void> {
  await page.locator('summary', { hasText: button }).first().click();
  const form = page.locator('details[open]', { hasText: button });
  await form.getByLabel('Reason').fill(why);
  await form.getByRole('button', { name: button, exact: true }).click();
}

const trailOf = (person: TestPerson) =>
  sql<{ event: string; reason: string | null; actor_id: string | null; data: { why?: string } }[]>`
    select event, reason, actor_id, data from audit_events where user_id = ${person.id} order by id`;

async function expectGood(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
}

test.describe('who is not on the staff', () => {
  test('finds nothing at the addresses of the console, and sees no way to it', async ({
    signedIn,
    expectTrouble,
  }) => {
    expectTrouble(/status of 404/);
    await signedIn.goto('/nothing-here');
    await expect(signedIn).toHaveTitle(/^Page not found/);
    const nothing = await signedIn.getByRole('main').textContent();
    for (const path of ['/admin', '/admin/people?q=ada', '/admin/emergency']) {
      const response = await signedIn.goto(path);
      expect(response?.status(), path).toBe(404);
      await expect(signedIn).toHaveTitle(/^Page not found/);
      expect(await signedIn.getByRole('main').textContent(), path).toEqual(nothing);
    }
    await expect(signedIn.getByRole('navigation', { name: 'Main' }).getByText('Staff')).toHaveCount(0);
  });

  test('finds nobody’s page either, whether there is such a person or not', async ({
    signedIn,
    expectTrouble,
  }) => {
    expectTrouble(/status of 404/);
    const cookie = await heldCookie(signedIn.context());
    const someone = await createPerson();
    for (const id of [someone.id, '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01', 'x'])
      expect((await ask(`/admin/people/${id}`, { cookie })).status).toBe(404);
    expect(await trailOf(someone)).toEqual([]);
  });
});

test('staff without a second factor are led to where they set one up', async ({ signedIn, person }) => {
  await giveRole(person, 'support');
  await signedIn.goto('/dashboard');
  await signedIn.getByRole('link', { name: 'Staff', exact: true }).click();
  await expect(signedIn).toHaveURL(/\/settings\/security/);
  await expect(signedIn.getByText('The staff console needs a second factor')).toBeVisible();
});

test('support finds a person by address and by session, ends their session, and their page says so', async ({
  signedIn,
  person,
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  // What their page asks in the moment after.
  expectTrouble(/status of 401/);
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson('Carol Customer');
  const theirs = await secondBrowser();
  const value = await cookieOf(customer);
  await theirs.context().addCookies([{ name: 'session', value, url: baseUrl(), httpOnly: true }]);
  await theirs.goto('/dashboard');

  await signedIn.getByRole('link', { name: 'Staff', exact: true }).click();
  await expectGood(signedIn);
  await signedIn.getByLabel('Find a person').fill(customer.email.slice(0, 20));
  await signedIn.getByRole('button', { name: 'Search' }).click();
  await expect(signedIn.getByRole('link', { name: customer.email })).toBeVisible();
  await expectGood(signedIn);
  const [session] = await sessionRows(customer);
  await signedIn.getByLabel('Find a person').fill(session?.id ?? '');
  await signedIn.getByRole('button', { name: 'Search' }).click();
  await signedIn.getByRole('link', { name: customer.email }).click();
  await expect(signedIn.getByRole('heading', { name: customer.email })).toBeVisible();
  await expect(signedIn.getByText('Disable account')).toHaveCount(0);
  await signedIn.locator('summary', { hasText: 'End session' }).click();
  await expectGood(signedIn);
  await signedIn.locator('summary', { hasText: 'End session' }).click();

  await act(signedIn, 'End session', 'short');
  await expect(signedIn.getByText('Write the reason, in at least 10 characters.')).toBeVisible();
  expect((await sessionRows(customer))[0]?.ended_at).toBeNull();
  const form = signedIn.locator('details[open]', { hasText: 'End session' });
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: 'End session' }).click();
  await expect(signedIn.getByText('Nobody is signed in.')).toBeVisible();
  expect((await sessionRows(customer))[0]?.ended_reason).toBe('revoked_by_admin');
  expect(await trailOf(customer)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'sensitive_read', actor_id: person.id }),
      expect.objectContaining({
        event: 'session_expired',
        reason: 'revoked_by_admin',
        actor_id: person.id,
        data: { why: reason },
      }),
    ]),
  );

  await theirs.goto('/settings/profile');
  await expect(theirs.getByText('Our support team signed this device out')).toBeVisible();
});

test('an administrator disables an account and enables it again; a recorded action is worth nothing to support', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  test.slow();
  expectTrouble(/Failed to load resource/);
  await becomeStaff(signedIn, person, 'administrator');
  const customer = await createPerson();
  await cookieOf(customer);
  await signedIn.goto(`/admin/people/${customer.id}`);
  await act(signedIn, 'Disable account');
  await expect(signedIn.getByText('Disabled', { exact: true })).toBeVisible();
  expect((await sessionRows(customer))[0]?.ended_reason).toBe('account_disabled');
  await expect(signedIn.getByText(`“${reason}”`).first()).toBeVisible();
  const call = await interceptAction(signedIn, () => act(signedIn, 'Enable account'));
  await giveRole(person, 'support');
  const refused = await replay(call, { cookie: await heldCookie(signedIn.context()) });
  expect(refused.status).toBe(404);
  const disabled = async () =>
    (
      await sql<
        { off: boolean }[]
      >`select disabled_at is not null as off from users where id = ${customer.id}`
    )[0]?.off;
  expect(await disabled()).toBe(true);
  await giveRole(person, 'administrator');
  await signedIn.reload();
  await act(signedIn, 'Enable account');
  await expect(signedIn.getByText('Disabled', { exact: true })).toHaveCount(0);
  expect(await disabled()).toBe(false);
});

test('proof older than five minutes is not enough to act, and a break puts the page away', async ({
  signedIn,
  person,
}) => {
  test.slow();
  await becomeStaff(signedIn, person, 'support');
  const customer = await createPerson();
  await signedIn.goto(`/admin/people/${customer.id}`);
  await sql`update sessions set authenticated_at = now() - interval '301 seconds' where user_id = ${person.id}`;
  await act(signedIn, 'Sign out everywhere');
  await expect(signedIn.getByRole('dialog', { name: "Confirm it's you" })).toBeVisible();
  await sql`update sessions set last_active_at = now() - interval '601 seconds',
    authenticated_at = now() - interval '700 seconds' where user_id = ${person.id}`;
  await signedIn.goto('/admin');
  await expect(signedIn).toHaveURL(/\/step-up/);
});
