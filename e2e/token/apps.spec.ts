import { expectAccessible } from '../support/accessible';
import { commandLineApp, postToApps, refreshAt, waitingCommandLine } from '../support/apps';
import { age, sql } from '../support/database';
import { baseUrl, secondUrl } from '../support/environment';
import { stepUpDialog } from '../support/guard';
import { signInAs } from '../support/people';
import { expect, test } from '../support/test';

const button = (page: import('@playwright/test').Page, name: string) =>
  page.getByRole('button', { name, exact: true });

test('a command line is signed in through the browser, stands in the list, and is dead when it is revoked', async ({
  signedIn,
}) => {
  const app = await waitingCommandLine();
  await signedIn.goto(app.address());
  await expect(signedIn.getByRole('heading', { name: `Sign in to ${commandLineApp.name}?` })).toBeVisible();
  await expect(signedIn.getByRole('listitem').filter({ hasText: 'See your name and address' })).toBeVisible();
  await expectAccessible(signedIn);
  await button(signedIn, 'Continue').click();
  await expect(signedIn.getByText('Back in the command line.')).toBeVisible();
  const { code = '', state, iss } = app.answer();
  expect({ state, iss }).toEqual({ state: app.state, iss: baseUrl() });
  const first = await app.exchange(code);
  expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'me:read' } });
  const next = await refreshAt(first.body.refresh_token ?? '', secondUrl());
  expect(next.status).toBe(200);
  await signedIn.goto('/settings/sessions');
  const row = signedIn
    .getByRole('list', { name: 'Active sessions' })
    .getByRole('listitem')
    .filter({ hasText: commandLineApp.name });
  await expect(row).toContainText('App');
  await expect(row).toContainText('Can see your name and address');
  await expectAccessible(signedIn);
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
  expect(await refreshAt(next.body.refresh_token ?? '', secondUrl())).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', ended: 'revoked_by_user' },
  });
  await app.close();
});

test('saying no sends the app back with that word, and signs nothing in', async ({ signedIn }) => {
  const app = await waitingCommandLine();
  await signedIn.goto(app.address());
  await button(signedIn, 'Cancel').click();
  await expect(signedIn.getByText('Back in the command line.')).toBeVisible();
  expect(app.answer()).toMatchObject({ error: 'access_denied', state: app.state, iss: baseUrl() });
  await app.close();
});

test('a person who is not signed in signs in first, and comes back to the app that asked', async ({
  page,
  person,
}) => {
  const app = await waitingCommandLine();
  await page.goto(app.address());
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signInAs(page, person, { at: page.url() });
  await expect(page.getByRole('heading', { name: `Sign in to ${commandLineApp.name}?` })).toBeVisible();
  await button(page, 'Continue').click();
  await expect(page.getByText('Back in the command line.')).toBeVisible();
  expect((await app.exchange(app.answer().code ?? '')).status).toBe(200);
  await app.close();
});

test('with an old proof the person confirms that it is them before an app is signed in', async ({
  signedIn,
  person,
}) => {
  const app = await waitingCommandLine();
  await age(person, { stepUpSeconds: 600 });
  await signedIn.goto(app.address());
  await button(signedIn, 'Continue').click();
  await expect(stepUpDialog(signedIn)).toContainText("Confirm it's you to sign in an app.");
  expect(app.answer()).toEqual({});
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).click();
  await expect(signedIn.getByText('Back in the command line.')).toBeVisible();
  expect(app.answer().code).toBeTruthy();
  await app.close();
});

test('an address that is not registered is never gone to, and a fault is told at the one that is', async ({
  signedIn,
}) => {
  const app = await waitingCommandLine();
  for (const [name, value] of [
    ['redirect_uri', 'https://evil.example/signed-in'],
    ['client_id', 'somebody'],
  ] as const) {
    await signedIn.goto(app.address({ [name]: value }));
    await expect(signedIn.getByRole('heading', { name: "This sign-in can't go on" })).toBeVisible();
    await expect(button(signedIn, 'Continue')).toHaveCount(0);
  }
  await signedIn.goto(app.address({ code_challenge_method: 'plain' }));
  await expect(signedIn.getByText('Back in the command line.')).toBeVisible();
  expect(app.answer()).toMatchObject({ error: 'invalid_request', state: app.state });
  await app.close();
});

test('a device is signed in by the code that is typed, and in no other way', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  const asked = await postToApps('/api/oauth/device', { scope: 'me:read' });
  const poll = () =>
    postToApps('/api/oauth/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: asked.body.device_code ?? '',
    });
  const code = asked.body.user_code ?? '';
  await signedIn.goto(`/device?user_code=${code}&code=${code}`);
  await expect(signedIn.getByLabel('Code')).toHaveValue('');
  await expectAccessible(signedIn);
  await signedIn.getByLabel('Code').fill('BBBB-BBBB');
  await button(signedIn, 'Continue').click();
  await expect(signedIn.getByText("That code isn't right, or it has expired.")).toBeVisible();
  await expect(signedIn.getByLabel('Code')).toHaveValue('BBBB-BBBB');
  await signedIn.getByLabel('Code').fill(code.toLowerCase());
  await button(signedIn, 'Continue').click();
  await expect(signedIn.getByRole('heading', { name: `Sign in ${commandLineApp.name}?` })).toBeVisible();
  await expect(signedIn.getByText('Continue only if you began this yourself')).toBeVisible();
  await expectAccessible(signedIn);
  const elsewhere = await secondBrowser();
  await signInAs(elsewhere, person);
  await elsewhere.goto('/device');
  await expect(elsewhere.getByLabel('Code')).toBeVisible();
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
  await button(signedIn, 'Continue').click();
  await expect(signedIn.getByRole('heading', { name: 'Your device is signed in' })).toBeVisible();
  // As if it had waited for as long as it was told.
  await sql`update device_codes set polled_at = null`;
  expect((await poll()).status).toBe(200);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an app is signed in by a link back to it', async ({ signedIn }) => {
    const app = await waitingCommandLine();
    await signedIn.goto(app.address());
    await button(signedIn, 'Continue').click();
    await expect(signedIn.getByText(`${commandLineApp.name} is signed in. Go back to it`)).toBeVisible();
    await signedIn.getByRole('link', { name: `Open ${commandLineApp.name}` }).click();
    await expect(signedIn.getByText('Back in the command line.')).toBeVisible();
    expect((await app.exchange(app.answer().code ?? '')).status).toBe(200);
    await app.close();
  });

  test('a device is signed in', async ({ signedIn }) => {
    const asked = await postToApps('/api/oauth/device', {});
    await signedIn.goto('/device');
    await signedIn.getByLabel('Code').fill(asked.body.user_code ?? '');
    await button(signedIn, 'Continue').click();
    await button(signedIn, 'Continue').click();
    await expect(signedIn.getByRole('heading', { name: 'Your device is signed in' })).toBeVisible();
  });
});

test('the list of keys and the metadata may be kept by caches, and nothing else of it', async ({
  request,
}) => {
  for (const path of [
    'jwks.json',
    'oauth-authorization-server',
    'oauth-protected-resource',
    'oauth-protected-resource/api/v1',
  ]) {
    const answer = await request.get(`/.well-known/${path}`);
    expect([path, answer.status(), answer.headers()['cache-control']]).toEqual([
      path,
      200,
      'public, max-age=300',
    ]);
    expect(answer.headers()['set-cookie']).toBeUndefined();
  }
});
