import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { auditRows, sql } from '../support/database';
import { storeOrganization, type TestOrganization } from '../support/organizations';
import { signInAs, signOutByMenu } from '../support/people';
import { expect, test } from '../support/test';
import { startWebhookSink, type TakenEvent, type WebhookSink } from '../support/webhook-sink';

let sink: WebhookSink;
test.beforeEach(async () => {
  sink = await startWebhookSink();
});
test.afterEach(() => sink.stop());

const open = (page: Page, { slug }: TestOrganization) => page.goto(`/o/${slug}/settings/webhooks`);
const add = (page: Page) => page.getByRole('button', { name: 'Add endpoint' }).click();
const deliveries = (page: Page) => page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem');

const claimsOf = ({ body }: TakenEvent) =>
  JSON.parse(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString('utf8'));

function signatureOf(secret: string, { headers, body }: TakenEvent): string {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

test('an owner adds an address, sees a test event arrive, sends it again, and removes the address', async ({
  signedIn,
  person,
}) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await signedIn.goto(`/o/${acme.slug}`);
  await signedIn.getByRole('navigation', { name: 'Organization' }).getByText('Webhooks').click();
  await expect(signedIn.getByText('No webhooks yet')).toBeVisible();
  await expectAccessible(signedIn);

  await signedIn.getByLabel('Address').fill('https://me:mine@hooks.example.com/');
  await add(signedIn);
  await expect(signedIn.getByText('Choose at least one event.')).toBeVisible();
  await signedIn.getByLabel('session.revoked').check();
  await add(signedIn);
  await expect(signedIn.getByText('Leave name and password out of the address.')).toBeVisible();
  await expect(signedIn.getByLabel('session.revoked')).toBeChecked();
  await expectAccessible(signedIn);
  await signedIn.getByLabel('Address').fill(sink.url);
  await add(signedIn);
  const shown = signedIn.getByRole('status').getByText(/^whsec_/);
  await expect(shown).toBeVisible();
  const secret = (await shown.textContent()) ?? '';
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);

  await signedIn.getByRole('list', { name: 'Webhooks' }).getByRole('link', { name: sink.url }).click();
  await signedIn.getByRole('button', { name: 'Send test event' }).click();
  await expect.poll(() => sink.taken.length).toBe(1);
  const [first] = sink.taken;
  if (!first) throw new Error('nothing arrived');
  expect(first.headers['webhook-signature']).toBe(signatureOf(secret, first));
  await expect(async () => {
    await signedIn.reload();
    await expect(deliveries(signedIn)).toContainText(['Delivered'], { timeout: 500 });
  }).toPass();
  await expect(signedIn.getByText(secret)).toHaveCount(0);
  await expectAccessible(signedIn);
  await expectNoSidewaysScroll(signedIn);

  await signedIn.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => sink.taken.length).toBe(2);
  expect(sink.taken.map((event) => claimsOf(event).jti)).toEqual(Array(2).fill(first.headers['webhook-id']));
  await expect(deliveries(signedIn)).toHaveCount(2);

  await signedIn.getByRole('button', { name: 'Rotate secret' }).click();
  await expect(signedIn.getByRole('status').getByText(/^whsec_/)).toBeVisible();
  await signedIn.getByRole('button', { name: 'Turn off' }).click();
  await expect(signedIn.getByText('The webhook was turned off.')).toBeVisible();
  await expect(signedIn.getByRole('button', { name: 'Send test event' })).toHaveCount(0);
  await signedIn.getByRole('button', { name: 'Remove' }).click();
  await signedIn.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(signedIn.getByText('No webhooks yet')).toBeVisible();
  const trail = await auditRows(person);
  expect(trail.map(({ event }) => event).filter((event) => event.startsWith('webhook_'))).toEqual([
    'webhook_created',
    'webhook_secret_rotated',
    'webhook_changed',
    'webhook_removed',
  ]);
});

test('what happens to a member is told', async ({ signedIn, person, secondBrowser }) => {
  const acme = await storeOrganization('Acme', [[person, 'owner']]);
  await open(signedIn, acme);
  await signedIn.getByLabel('Address').fill(sink.url);
  await signedIn.getByLabel('session.revoked').check();
  await add(signedIn);
  await expect(signedIn.getByText('Copy this secret now.')).toBeVisible();
  const other = await secondBrowser();
  await signInAs(other, person);
  await signOutByMenu(other);
  await expect.poll(() => sink.taken.length).toBe(1);
  const [event] = sink.taken;
  expect(event && claimsOf(event)).toMatchObject({
    aud: new URL(sink.url).origin,
    sub_id: { user: { sub: person.id } },
    events: {
      'https://schemas.openid.net/secevent/caep/event-type/session-revoked': { initiating_entity: 'user' },
    },
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an address is added, its secret is shown once, and it is removed', async ({ signedIn, person }) => {
    const acme = await storeOrganization('Acme', [[person, 'owner']]);
    await open(signedIn, acme);
    await signedIn.getByLabel('Address').fill(sink.url);
    await signedIn.getByLabel('member.added').check();
    await add(signedIn);
    await expect(signedIn.getByText(/^whsec_/)).toBeVisible();
    await signedIn.getByRole('link', { name: sink.url }).click();
    await expect(signedIn.getByText(/^whsec_/)).toHaveCount(0);
    await signedIn.getByRole('button', { name: 'Send test event' }).click();
    await expect.poll(() => sink.taken.length).toBe(1);
    await signedIn.getByLabel('Yes, remove this webhook').check();
    await signedIn.getByRole('button', { name: 'Remove' }).click();
    await expect(signedIn.getByText('No webhooks yet')).toBeVisible();
    const [row] = await sql<{ kept: number }[]>`
      select count(*)::int as kept from webhook_endpoints
      where organization_id = ${acme.id} and removed_at is null`;
    expect(row?.kept).toBe(0);
  });
});
