import postgres from 'postgres';
import { onnotice } from '../../db/notices';
import { expectAccessible } from '../support/accessible';
import { cookieOf, hiddenFields, multipart } from '../support/forms';
import { ask, fromOurPages, type HttpAnswer } from '../support/http';
import { OwnServer } from '../support/own-server';
import { freshPassword } from '../support/people';
import { expect, test } from '../support/test';

// One after the other: they share a server, and hold a table that every page with settings reads.
test.describe.configure({ mode: 'serial' });

const own = new OwnServer();
let owner: postgres.Sql;
test.beforeAll(async () => {
  await own.begin();
  owner = postgres(own.ownerUrl, { max: 2, onnotice });
});
test.afterAll(async () => {
  await owner.end({ timeout: 1 });
  await own.end();
});

const security = '/settings/security';

/** While nobody else can read the table, nor change an account. */
async function whileHeld(work: () => Promise<void>): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`lock table passkeys in access exclusive mode`;
    await tx`select 1 from users for update`;
    await work();
  });
}

function expectTryAgain(answer: HttpAnswer): void {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.setCookies).toEqual([]);
  expect(answer.text).toContain('<h1>Back in a moment</h1>');
  expect(answer.text).toContain(
    `<noscript><meta http-equiv="refresh" content="10; url=${security}"></noscript>`,
  );
  expect(answer.text).not.toMatch(/passkeys|postgres|at .*\.js:\d+/i);
}

test('a page that waits for a table says to try again, and the same cookie opens it later', async () => {
  const cookie = await cookieOf(own.person, { at: own.at });
  await whileHeld(async () => expectTryAgain(await ask(security, { at: own.at, cookie })));
  const later = await ask(security, { at: own.at, cookie });
  expect([later.status, later.text.includes('What protects your account')]).toEqual([200, true]);
});

test('so does a page whose connections to the database are cut while it is made', async () => {
  const cookie = await cookieOf(own.person, { at: own.at });
  await whileHeld(async () => {
    const asked = ask(security, { at: own.at, cookie });
    const waiting = () => owner`
      select pid from pg_locks where relation = 'passkeys'::regclass and not granted and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
    for (const { pid } of await waiting()) await owner`select pg_terminate_backend(${pid})`;
    expectTryAgain(await asked);
  });
  expect((await ask(security, { at: own.at, cookie })).status).toBe(200);
});

test('so does the page after a form that was sent without scripts, and nothing was changed', async () => {
  const { at, person } = own;
  const cookie = await cookieOf(person, { at });
  const before = await owner`select * from users`;
  const { text } = await ask(security, { at, cookie });
  const { body, type } = await multipart({
    ...hiddenFields(text, 'name="currentPassword"'),
    currentPassword: person.password,
    newPassword: freshPassword(),
  });
  await whileHeld(async () => {
    const headers = { ...fromOurPages(at), 'content-type': type };
    const answer = await ask(security, { at, cookie, method: 'POST', headers, body });
    expectTryAgain(answer);
    expect(answer.text).toContain('What you sent may or may not have gone through');
  });
  expect(await owner`select * from users`).toEqual(before);
  expect((await ask(security, { at, cookie })).status).toBe(200);
});

test('in a browser the page comes back by itself, loaded or gone to', async ({ page, expectTrouble }) => {
  expectTrouble(/503/);
  // React says so of every error that came from the server.
  expectTrouble(/React error #441/);
  await own.signIn(page);
  const waits = page.getByRole('heading', { name: 'Back in a moment' });
  const there = page.getByRole('heading', { level: 1, name: 'Security' });
  await whileHeld(async () => {
    // Else it would go and ask again while it is looked at.
    await page.route('**/api/ready', (route) => route.fulfill({ status: 503 }));
    expect((await page.goto(own.at + security))?.status()).toBe(503);
    await expect(waits).toBeVisible();
    await expectAccessible(page);
    await page.unroute('**/api/ready');
  });
  await expect(there).toBeVisible({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.waitForURL('**/settings/sessions');
  await whileHeld(async () => {
    await page.getByRole('link', { name: 'Security', exact: true }).click();
    await expect(waits).toBeVisible({ timeout: 20_000 });
  });
  await expect(there).toBeVisible({ timeout: 30_000 });
  expect(page.url()).toBe(own.at + security);
});
