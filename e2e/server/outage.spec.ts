import { randomBytes } from 'node:crypto';
import { cookieOf, postForm } from '../support/forms';
import { ask, fromOurPages } from '../support/http';
import { OwnServer } from '../support/own-server';
import { canary, fillSignIn } from '../support/people';
import { expect, test } from '../support/test';

// One after the other: they share a server.
test.describe.configure({ mode: 'serial' });

const own = new OwnServer();
test.beforeAll(() => own.begin());
test.afterAll(() => own.end());

test('while the database is away pages and API say 503, and the same cookie works afterwards', async () => {
  const cookie = await cookieOf(own.person, { at: own.at });
  await own.stopDatabase();
  for (const held of [cookie, `${cookie.slice(0, -40)}${randomBytes(20).toString('hex')}`]) {
    const page = await ask('/dashboard', { at: own.at, cookie: held });
    // A cookie that opens nothing needs no database to be refused.
    expect(page.status).toBe(held === cookie ? 503 : 303);
    // Whether that browser has signed in since is not known now, so nothing is taken from it.
    const known = { cookie: `session=${held}; device=${'d'.repeat(43)}` };
    expect((await ask('/dashboard', { at: own.at, headers: known })).setCookies).toEqual([]);
  }
  for (const path of ['/dashboard', '/test-notes', '/settings/sessions']) {
    const page = await ask(path, { at: own.at, cookie });
    expect(page.status).toBe(503);
    expect(page.text).toContain('Back in a moment');
    expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
    expect(page.headers['cache-control']).toContain('no-store');
    expect(page.setCookies).toEqual([]);
    expect(page.text).not.toMatch(/ECONNREFUSED|postgres:|at .*\.js:\d+/);
  }
  for (const [method, path] of [
    ['GET', '/api/session'],
    ['POST', '/api/session/touch'],
    ['DELETE', '/api/session'],
  ] as const) {
    const api = await ask(path, { at: own.at, cookie, method, headers: fromOurPages(own.at) });
    expect(api.status, path).toBe(503);
    expect(JSON.parse(api.text)).toMatchObject({ code: 'unavailable' });
    expect(Number(api.headers['retry-after'])).toBeGreaterThan(0);
    expect(api.setCookies).toEqual([]);
  }
  expect((await ask('/api/ready', { at: own.at })).status).toBe(503);
  expect((await ask('/api/health', { at: own.at })).status).toBe(200);
  expect((await ask('/', { at: own.at, cookie })).status).toBe(200);
  expect((await ask('/sign-in', { at: own.at, cookie })).status).toBe(200);
  await own.startDatabase();
  await expect
    .poll(async () => (await ask('/api/session', { at: own.at, cookie })).status, { timeout: 20_000 })
    .toBe(200);
  expect((await ask('/dashboard', { at: own.at, cookie })).text).toContain(own.person.email);
});

test('the page that says so comes back by itself as the page that was asked for', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await own.signIn(page);
  await own.stopDatabase();
  const response = await page.goto(`${own.at}/test-notes?tab=all`);
  expect(response?.status()).toBe(503);
  await expect(page.getByRole('heading', { name: 'Back in a moment' })).toBeVisible();
  await expect(page.getByText('This does not sign you out.')).toBeVisible();
  await own.startDatabase();
  await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible({ timeout: 30_000 });
  expect(page.url()).toBe(`${own.at}/test-notes?tab=all`);
});

test('an open form keeps its text, says what is the matter, and goes through later', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await own.signIn(page);
  await page.goto(`${own.at}/test-notes/new`);
  const text = canary('typed');
  await page.getByLabel('Name').fill('Through an outage');
  await page.getByLabel('Description').fill(text);
  await own.stopDatabase();
  await page.getByRole('button', { name: 'Create note' }).click();
  await expect(page.getByText(/The database can't be reached right now\. Nothing was changed/)).toBeVisible();
  await expect(page.getByLabel('Description')).toHaveValue(text);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const line = page.getByText("The server isn't ready right now. This does not sign you out.");
  await expect(line).toBeVisible();
  await own.startDatabase();
  await expect(line).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByLabel('Description')).toHaveValue(text);
  await page.getByRole('button', { name: 'Create note' }).click();
  await page.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
});

test('the sign-in form says that it is not the password, and keeps the address', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await page.goto(`${own.at}/sign-in`);
  await own.stopDatabase();
  await fillSignIn(page, own.person);
  await expect(page.getByText(/The database can't be reached right now/)).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(own.person.email);
  // Without scripts the password does not come back, and nothing claims so.
  const { email, password } = own.person;
  const question = { at: own.at };
  const sent = await postForm('/sign-in', 'name="email"', { email, password }, question);
  expect([sent.status, sent.text.includes('Enter your passwords and codes again.')]).toEqual([503, true]);
  expect(sent.text).not.toContain('still here');
  await own.startDatabase();
  await expect(async () => {
    // A slow answer to the try before may have come in the meantime.
    if (new URL(page.url()).pathname === '/dashboard') return;
    await page.getByLabel('Password', { exact: true }).fill(own.person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/dashboard', { timeout: 20_000 });
  }).toPass({ timeout: 120_000 });
});

test('two thousand words survive a restarted server', async ({ page, expectTrouble }) => {
  expectTrouble(/ERR_|Failed to load/);
  const text = `${canary('typed')} ${'word '.repeat(2000)}`.trim();
  await own.signIn(page);
  await page.goto(`${own.at}/test-notes/new`);
  await page.getByLabel('Name').fill('Through a restart');
  await page.getByLabel('Description').fill(text);
  await expect(page.getByText('Draft saved')).toBeVisible(); // only: drafts
  await own.stopServer();
  await page.getByLabel('Name').fill('Through a restart, twice');
  await own.startServer();
  // only: drafts, from here
  const other = await page.context().newPage();
  await other.goto(`${own.at}/test-notes/new`);
  await expect(other.getByLabel('Description')).toHaveValue(text);
  await other.close();
  // only: drafts, to here
  await expect(page.getByText('Draft saved')).toBeVisible({ timeout: 30_000 }); // only: drafts
  await page.getByRole('button', { name: 'Create note' }).click();
  await page.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Through a restart, twice');
});
