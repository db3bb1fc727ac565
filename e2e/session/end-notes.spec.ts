import { age, endInDatabase, liveSession, sessionRow, sql } from '../support/database';
import { chooseFromAccountMenu, signInAs, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

// The open page, too, may notice that its session has ended before the next one is there.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

const timeInBerlin = (at: Date | null) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', hour: 'numeric', minute: '2-digit' })
    .format(at ?? undefined)
    .replaceAll(/\s/g, ' ');

test('after thirty minutes without activity the sign-in page says so', async ({ signedIn, person }) => {
  await age(person, { idleSeconds: 1801 });
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('status')).toHaveText(
    'You were signed out after 30 minutes without activity. Sign in to pick up where you left off.',
  );
});

test('one second before the idle timeout a person is still signed in', async ({ signedIn, person }) => {
  await age(person, { idleSeconds: 1795 });
  await signedIn.goto('/test-notes');
  await expect(signedIn).toHaveURL(/\/test-notes$/);
  await expect
    .poll(async () => Date.now() - (await liveSession(person)).last_active_at.getTime())
    .toBeLessThan(60_000);
});

test('after twelve hours the sign-in page says so, however active the person was', async ({
  signedIn,
  person,
}) => {
  await age(person, { absoluteSeconds: 43_201, idleSeconds: 0 });
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('status')).toHaveText(
    'For your security, sessions end after 12 hours. Sign in to carry on.',
  );
});

test('a device revoked from another one is told from which, and when', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  await signedIn.goto('/dashboard');
  const { id } = await liveSession(person);
  const other = await secondBrowser();
  await signInAs(other, person);
  await other.goto('/settings/sessions');
  await other
    .getByRole('listitem')
    .filter({ hasNotText: 'This device' })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect.poll(async () => (await sessionRow(id)).ended_reason).toBe('revoked_by_user');
  await signedIn.goto('/test-notes');
  const at = timeInBerlin((await sessionRow(id)).ended_at);
  await expect(signedIn.getByRole('status')).toHaveText(
    `You signed this device out from Firefox on Mac at ${at}.`,
  );
});

test('a device signed out everywhere is told so', async ({ signedIn, secondBrowser, person }) => {
  await signedIn.goto('/dashboard');
  const { id } = await liveSession(person);
  const other = await secondBrowser();
  await signInAs(other, person);
  await chooseFromAccountMenu(other, 'Sign out everywhere');
  await other.waitForURL('**/sign-in');
  await signedIn.goto('/test-notes');
  const at = timeInBerlin((await sessionRow(id)).ended_at);
  await expect(signedIn.getByRole('status')).toHaveText(
    `You signed out everywhere at ${at}, including this device.`,
  );
});

test('after too many wrong passwords when confirming, the note says so', async ({ signedIn, person }) => {
  await endInDatabase(person, 'step_up_failed');
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('status')).toContainText('Too many wrong passwords or codes were entered');
});

test('a person whose account is switched off is told what to do', async ({ signedIn, person }) => {
  await sql`update users set disabled_at = now() where id = ${person.id}`;
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('status')).toContainText('This account was disabled');
});

test('the note is gone once somebody has signed in again', async ({ signedIn, person }) => {
  await age(person, { idleSeconds: 1801 });
  await signedIn.goto('/dashboard');
  await expect(signedIn.getByRole('status')).toContainText('without activity');
  await signInAs(signedIn, person);
  await signOutByMenu(signedIn);
  await expect(signedIn.getByRole('status')).toHaveText(
    /^You signed out on this device at \d{1,2}:\d\d [AP]M\.$/,
  );
});

test('no address can make the page claim that something ended', async ({ page, person }) => {
  for (const query of [
    'reason=idle_timeout',
    'ended=revoked_by_user&from=Evil',
    'error=idle_timeout&next=/test-notes',
  ]) {
    await page.goto(`/sign-in?${query}`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('status')).toHaveCount(0);
  }
  expect(person.id).toBeTruthy();
});

test('a made-up cookie cannot make the page claim that something ended either', async ({
  page,
  person,
  baseURL,
  expectTrouble,
}) => {
  expectTrouble(/status of 401/);
  await signInAs(page, person);
  const { id } = await liveSession(person);
  await endInDatabase(id, 'idle_timeout');
  await page.context().clearCookies();
  for (const value of [
    id,
    Buffer.from(JSON.stringify({ ended: id })).toString('base64url'),
    'Fe26.2*1*a*b*c**d*e~2',
  ]) {
    await page.context().addCookies([{ name: 'ended-session', value, url: baseURL ?? '' }]);
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('status')).toHaveCount(0);
  }
});
