import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, sessionRows, sql } from '../support/database';
import { createRecoveryCodes, enrol, giveCode, nextCode, signInToCode } from '../support/factors';
import { ask } from '../support/http';
import { waitForMail } from '../support/mail';
import { addPasskeyInSettings, passkeyButton, passkeyList, plugIn } from '../support/passkeys';
import { heldCookie, heldSessionCookie, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';

// Pages whose session ends here notice it, and browsers tell of each answer that is a refusal.
test.beforeEach(({ expectTrouble }) => expectTrouble(/status of (401|403)/));

const own = (page: Page) => page.getByRole('listitem').filter({ hasText: 'This device' });

/** What the sign-in page does by itself with a device that answers at once: here only the button is meant. */
const withoutOffers = (page: Page) =>
  page.addInitScript(() => {
    if ('PublicKeyCredential' in window)
      Object.defineProperty(PublicKeyCredential, 'isConditionalMediationAvailable', {
        value: async () => false,
      });
  });

test('a passkey is added, named, and from then on opens the account alone', async ({ signedIn, person }) => {
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  const before = await heldCookie(signedIn.context());
  await addPasskeyInSettings(signedIn);
  expect((await ask('/api/session', { cookie: before })).status).toBe(401);
  await waitForMail(person.email, { subject: /passkey was added/ });

  const renameButton = passkeyList(signedIn).getByRole('button', { name: 'Rename' });
  await renameButton.click();
  await signedIn.keyboard.press('Escape');
  await expect(renameButton).toBeFocused();
  await renameButton.press('Enter');
  await signedIn.getByLabel('Name', { exact: true }).fill('Office key');
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(passkeyList(signedIn)).toContainText('Office key');
  await expect(renameButton).toBeFocused();
  await expect(passkeyList(signedIn)).toContainText('not used yet');

  await signOutByMenu(signedIn);
  await signedIn.goto('/sign-in?next=%2Fsettings%2Fsessions%3Fa%3Db');
  await passkeyButton(signedIn).click();
  await signedIn.waitForURL('**/settings/sessions?a=b');
  await expect(own(signedIn)).toContainText('with a passkey');
  await signedIn.goto('/settings/security');
  await expect(passkeyList(signedIn)).toContainText('last used');
});

test('the browser offers it in the field for the address', async ({ signedIn, person }) => {
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signedIn.context().clearCookies({ name: 'session' });
  await signedIn.goto('/sign-in');
  await expect(signedIn.getByLabel('Email')).toHaveAttribute('autocomplete', 'username webauthn');
  await signedIn.waitForURL('**/dashboard');
  expect((await sessionRows(person))[0]?.authenticated_with).toBe('passkey');
});

test('after the password it is the second factor, and the password alone begins no session', async ({
  signedIn,
  person,
}) => {
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signOutByMenu(signedIn);
  await signInToCode(signedIn, person, '/sign-in?next=%2Fsettings%2Fsessions');
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
  await expect(signedIn.getByLabel('Code', { exact: true })).toHaveCount(0);
  await expectAccessible(signedIn);
  await signedIn.getByRole('button', { name: 'Use a passkey' }).click();
  await signedIn.waitForURL('**/settings/sessions');
  await expect(own(signedIn)).toContainText('with password and passkey');
});

test('a recovery code stands in for it, and so does the app where there is one', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  test.slow();
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  const [code = ''] = await createRecoveryCodes(signedIn);
  const key = await enrol(signedIn);
  const other = await secondBrowser();
  await signInToCode(other, person);
  await other.getByRole('link', { name: 'Use a recovery code' }).click();
  await other.getByLabel('Recovery code').fill(code);
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.waitForURL('**/dashboard');
  await signOutByMenu(other);
  await signInToCode(other, person);
  await giveCode(other, await nextCode(person, key));
  await other.waitForURL('**/dashboard');
});

test('one that does not recognise its owner opens nothing, and says so', async ({ signedIn }) => {
  await withoutOffers(signedIn);
  const device = await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signOutByMenu(signedIn);
  await device.recognises(false);
  await passkeyButton(signedIn).click();
  await expect(passkeyButton(signedIn)).not.toHaveAttribute('aria-busy', 'true');
  expect(await heldSessionCookie(signedIn.context())).toBeUndefined();
  await device.recognises(true);
  await passkeyButton(signedIn).click();
  await signedIn.waitForURL('**/dashboard');
});

test('a copy that was used before the real one ends its usefulness, and the trail says so', async ({
  signedIn,
  person,
}) => {
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await sql`update passkeys set counter = 1000 where user_id = ${person.id}`;
  await signOutByMenu(signedIn);
  await passkeyButton(signedIn).click();
  await expect(signedIn.getByText("doesn't open an account here")).toBeVisible();
  const rows =
    await sql`select reason from audit_events where user_id = ${person.id} and event = 'passkey_fail'`;
  expect(rows).toMatchObject([{ reason: 'copied' }]);
});

test('what was wrong with a passkey is not said of the password that was tried after it', async ({
  signedIn,
  person,
}) => {
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signOutByMenu(signedIn);
  await sql`delete from passkeys where user_id = ${person.id}`;
  const refused = signedIn.getByText("doesn't open an account here");
  const wrong = signedIn.getByText('do not match an account');
  await passkeyButton(signedIn).click();
  await expect(refused).toBeVisible();
  await signedIn.getByLabel('Email').fill(person.email);
  await signedIn.getByLabel('Password', { exact: true }).fill('not the one of the account');
  await signedIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(wrong).toBeVisible();
  await expect(refused).toHaveCount(0);
  await passkeyButton(signedIn).click();
  await expect(refused).toBeVisible();
  await expect(wrong).toHaveCount(0);
});

test('a device without passkeys is told how else to go on, and a second one of the same is not made', async ({
  signedIn,
}) => {
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signedIn.getByRole('button', { name: 'Add passkey' }).click();
  await expect(signedIn.getByText('has a passkey for your account already')).toBeVisible();
  await expect(passkeyList(signedIn)).toHaveCount(1);
});

test('what a passkey is asked is bound to the browser that asked', async ({
  signedIn,
  secondBrowser,
  expectTrouble,
}) => {
  expectTrouble(/net::ERR_FAILED/);
  await withoutOffers(signedIn);
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  await signOutByMenu(signedIn);
  const posted = signedIn.waitForRequest(
    (request) => request.method() === 'POST' && request.headers()['next-action'] !== undefined,
  );
  await signedIn.route('**/sign-in', (route) =>
    route.request().headers()['next-action'] ? route.abort() : route.continue(),
  );
  await passkeyButton(signedIn).click();
  const request = await posted;
  const thief = await secondBrowser();
  await thief.goto('/sign-in');
  const answer = await thief.request.post('/sign-in', {
    data: request.postDataBuffer() ?? Buffer.alloc(0),
    headers: {
      'content-type': request.headers()['content-type'] ?? '',
      'next-action': request.headers()['next-action'] ?? '',
      origin: new URL(signedIn.url()).origin,
    },
  });
  expect(answer.headers()['set-cookie'] ?? '').not.toMatch(/(^|\n)session=/);
  expect(await heldSessionCookie(thief.context())).toBeUndefined();
});

for (const scheme of ['light', 'dark'] as const)
  for (const width of [390, 1440])
    test(`security with a passkey is accessible at ${width} px, ${scheme}`, async ({ signedIn, person }) => {
      await signedIn.emulateMedia({ colorScheme: scheme });
      await signedIn.setViewportSize({ width, height: 900 });
      await plugIn(signedIn);
      await addPasskeyInSettings(signedIn);
      await age(person, { stepUpSeconds: 3600 });
      await signedIn.reload();
      await expectAccessible(signedIn);
      await expectNoSidewaysScroll(signedIn);
      const boxes = ['Rename', 'Remove'].map((name) =>
        passkeyList(signedIn).getByRole('button', { name }).boundingBox(),
      );
      const [one, two] = await Promise.all(boxes);
      expect([two?.y, two?.height]).toEqual([one?.y, one?.height]);
    });

test('without scripts the page says what is needed', async ({ signedIn, person, secondBrowser }) => {
  await plugIn(signedIn);
  await addPasskeyInSettings(signedIn);
  const plain = await secondBrowser({ javaScriptEnabled: false });
  await signInToCode(plain, person);
  // In an element that a browser shows only where scripts are off for good.
  expect(await plain.content()).toContain('Passkeys need JavaScript');
  await expect(plain.getByRole('link', { name: 'Use a recovery code' })).toBeVisible();
});
