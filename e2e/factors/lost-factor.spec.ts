import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { sql } from '../support/database';
import { enrol, giveCode, nextCode, signInToCode } from '../support/factors';
import { waitForMail } from '../support/mail';
import { fillSignIn, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

/** As if the wait were over and its job had come round. */
async function waitOver(person: TestPerson): Promise<void> {
  await sql`update factor_resets set requested_at = now() - interval '72 hours' where user_id = ${person.id}`;
  await sql`select graphile_worker.add_job('send_factor_reset_links', job_key => 'scheduled:send_factor_reset_links', max_attempts => 1)`;
}

const linkIn = (mail: { links: readonly string[] }, path: string) =>
  mail.links.find((link) => link.includes(path)) ?? '';

test('who has lost everything waits, is told, and gets back in by a mailed link and the password', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  // From the request to the security page it is the longest way of all.
  test.slow();
  await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  await other.getByRole('link', { name: 'I can’t use any of these' }).click();
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Start the 72-hour wait' }).click();
  await expect(other.getByText('The wait runs until')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'The wait has begun' })).toBeVisible();
  const told = await waitForMail(person.email, { subject: /wants to remove the second factors/ });
  expect(linkIn(told, '/cancel-factor-reset')).toBeTruthy();

  await signedIn.goto('/settings/sessions');
  await expect(signedIn.getByText('asked to remove your second factors')).toBeVisible();
  await expectAccessible(signedIn);

  await waitOver(person);
  const mail = await waitForMail(person.email, { subject: /^Remove the second factors/ });
  await other.goto(linkIn(mail, '/finish-factor-reset'));
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Remove second factors' }).click();
  await other.waitForURL('**/sign-in');
  await expect(
    other.getByRole('status').filter({ hasText: 'Your second factors were removed' }),
  ).toBeVisible();
  await fillSignIn(other, person);
  await other.waitForURL('**/dashboard');
  await other.goto('/settings/security');
  await expect(other.getByText('Next step: add a passkey')).toBeVisible();
});

test('anyone who is robbed stops it with one press and no sign-in', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const key = await enrol(signedIn);
  const thief = await secondBrowser();
  await signInToCode(thief, person);
  await thief.goto('/sign-in/lost-factor');
  await thief.getByRole('button', { name: 'Start the 72-hour wait' }).click();
  const told = await waitForMail(person.email, { subject: /wants to remove the second factors/ });
  const owner = await secondBrowser({ javaScriptEnabled: false });
  await owner.goto(linkIn(told, '/cancel-factor-reset'));
  await owner.getByRole('button', { name: 'Stop it' }).click();
  await expect(owner.getByRole('heading', { name: "It's stopped" })).toBeVisible();
  await waitForMail(person.email, { subject: /second factors of your .* stay/ });
  await signInToCode(thief, person);
  await giveCode(thief, await nextCode(person, key));
  await thief.waitForURL('**/dashboard');
});

test('in Settings it is stopped as well', async ({ signedIn, person, secondBrowser }) => {
  await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  await other.goto('/sign-in/lost-factor');
  await other.getByRole('button', { name: 'Start the 72-hour wait' }).click();
  await expect(other.getByText('The wait runs until')).toBeVisible();
  await signedIn.goto('/settings/security');
  await signedIn.getByRole('button', { name: 'Keep my second factors' }).click();
  await expect(signedIn.getByText('asked to remove your second factors')).toHaveCount(0);
});

test('without a half-finished sign-in there is nothing to lose here', async ({ page }) => {
  await page.goto('/sign-in/lost-factor');
  await page.waitForURL('**/sign-in');
});

for (const width of [390, 1440])
  test(`the page about it is whole at ${width} px and without scripts`, async ({
    signedIn,
    person,
    secondBrowser,
  }) => {
    await enrol(signedIn);
    const plain = await secondBrowser({ javaScriptEnabled: false, viewport: { width, height: 800 } });
    await signInToCode(plain, person);
    await plain.getByRole('link', { name: 'I can’t use any of these' }).click();
    await expect(plain.getByRole('heading', { name: 'Lost every second factor?' })).toBeVisible();
    await expectNoSidewaysScroll(plain);
    await plain.getByRole('button', { name: 'Start the 72-hour wait' }).click();
    await expect(plain.getByText('The wait runs until')).toBeVisible();
    // Who comes back finds how far it is, and nothing to press.
    await plain.goto('/sign-in/lost-factor');
    await expect(plain.getByText('The wait runs until')).toBeVisible();
    await expect(plain.getByRole('heading', { name: 'The wait has begun' })).toBeVisible();
    await expect(plain.getByRole('button', { name: 'Start the 72-hour wait' })).toHaveCount(0);
  });

for (const width of [390, 1440])
  test(`every page of the way is accessible at ${width} px`, async ({ signedIn, person, secondBrowser }) => {
    test.slow();
    await enrol(signedIn);
    const other = await secondBrowser({ viewport: { width, height: 800 } });
    await signInToCode(other, person);
    await expectAccessible(other);
    await other.goto('/sign-in/lost-factor');
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Start the 72-hour wait' }).click();
    await expect(other.getByText('The wait runs until')).toBeVisible();
    await expectAccessible(other);
    const told = await waitForMail(person.email, { subject: /wants to remove the second factors/ });
    await waitOver(person);
    const ready = await waitForMail(person.email, { subject: /^Remove the second factors/ });
    for (const link of [linkIn(told, '/cancel-factor-reset'), linkIn(ready, '/finish-factor-reset')]) {
      await other.goto(link);
      await expect(other.getByRole('button')).not.toHaveCount(0);
      await expectAccessible(other);
      await expectNoSidewaysScroll(other);
    }
  });

test('an administrator is told whom to ask', async ({ signedIn, person, secondBrowser }) => {
  await enrol(signedIn);
  await sql`update users set role = 'administrator' where id = ${person.id}`;
  const other = await secondBrowser();
  await signInToCode(other, person, '/sign-in');
  await other.goto('/sign-in/lost-factor');
  await expect(other.getByText('the people who run the service')).toBeVisible();
  await expect(other.getByRole('button', { name: /wait/ })).toHaveCount(0);
});
