import { sql } from '../support/database';
import { confirmByMail } from '../support/email-codes';
import { stepUpDialog } from '../support/guard';
import { waitForMail } from '../support/mail';
import { fillSignIn, freshEmail, signOutByMenu } from '../support/people';
import { goThrough, note } from '../support/providers';
import { expect, test } from '../support/test';

// Pages whose session ends here notice it, and browsers tell of each answer that is a refusal.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

test('a connection that waits can be put off, and is offered with the next visit', async ({
  page,
  person,
}) => {
  const offer = page.getByRole('region', { name: 'Connect GitHub' });
  await page.goto('/sign-in');
  await goThrough(page, 'Continue with GitHub', person.email);
  await fillSignIn(page, person);
  await expect(offer).toBeInViewport();
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Connect GitHub' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.reload();
  await expect(offer).toHaveCount(0);
  await signOutByMenu(page);
  await goThrough(page, 'Continue with GitHub', person.email);
  await fillSignIn(page, person);
  await expect(offer).toBeVisible();
});

test('somebody else who signs in is not offered what waits for another person', async ({
  page,
  person,
  signedIn,
}) => {
  await signedIn.goto('/dashboard');
  await signOutByMenu(signedIn);
  const [other] = await sql<{ email: string }[]>`
    insert into users (email, name, password_hash, email_verified_at)
    values (${freshEmail()}, 'Bob', 'x', now()) returning email`;
  await goThrough(page, 'Continue with GitHub', other?.email ?? '');
  await expect(note(page, 'You already have an account with this address')).toBeVisible();
  await fillSignIn(page, person);
  await page.waitForURL('**/settings/security');
  await expect(page.getByRole('button', { name: 'Connect GitHub' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Yes, connect GitHub' })).toHaveCount(0);
});

test('GitHub is connected from the settings and disconnected, but never as the last way in', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  await signedIn.goto('/settings/security');
  const told = signedIn.waitForResponse('**/api/provider-note');
  await goThrough(signedIn, 'Connect GitHub', freshEmail());
  await expect(note(signedIn, 'GitHub is connected')).toBeInViewport();
  await told;
  await signedIn.getByRole('button', { name: 'Disconnect' }).click();
  await expect(signedIn.getByRole('button', { name: 'Connect GitHub' })).toBeVisible();
  // What was told is not told again beside its opposite.
  await expect(note(signedIn, 'GitHub is connected')).toHaveCount(0);
  await waitForMail(person.email, { subject: /GitHub was disconnected/ });

  const other = await secondBrowser();
  await other.goto('/sign-up');
  const email = freshEmail();
  await goThrough(other, 'Continue with GitHub', email);
  await other.goto('/settings/security');
  await other.getByRole('button', { name: 'Disconnect' }).click();
  // GitHub may have asked nothing, so this site asks.
  await confirmByMail(stepUpDialog(other), email);
  await expect(other.getByText('is your only way in')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Disconnect' })).toBeVisible();
});
