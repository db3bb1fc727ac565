import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { ensureAppLogin } from '../db/app-login';
import { type Embedded, startEmbedded } from '../db/embedded';
import { migrate } from '../db/migrate';
import { type Child, startChild, tool } from '../scripts/child';
import { freePort } from '../scripts/free-port';
import { e2eEnvironment } from './server';
import { cookieOf } from './support/forms';
import { ask, fromOurPages } from './support/http';
import { canary, fillSignIn, freshEmail, freshPassword, type Person } from './support/people';
import { expect, test } from './support/test';

// A database and a server of its own, so that the other tests keep theirs. One after the other: they share it.
test.describe.configure({ mode: 'serial', timeout: 90_000 });

let directory = '';
let port = 0;
let database: Embedded | undefined;
let server: Child;
let startServer: () => Promise<void>;
let at: string;
let person: Person;

const startDatabase = async () => {
  database = await startEmbedded({ persistent: true, directory, port });
  port = database.port;
  return ensureAppLogin(database.url());
};
const stopDatabase = () => database?.stop();

test.beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-outage-'));
  port = await freePort(35_000 + Math.floor(Math.random() * 5000));
  const url = await startDatabase();
  await migrate(database?.url() ?? '');
  person = await personAt(url);
  const appPort = await freePort(port + 1);
  at = `http://localhost:${appPort}`;
  const env = { ...e2eEnvironment(url), APP_URL: at, PORT: String(appPort) };
  startServer = async () => {
    const log = openSync(join(directory, 'server.log'), 'a');
    server = startChild(tool('next', 'start', '-p', String(appPort)), { env, output: log, graceSeconds: 3 });
    closeSync(log);
    await expectReady();
  };
  await startServer();
});

async function expectReady(): Promise<void> {
  await expect
    .poll(
      () =>
        ask('/api/ready', { at }).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
}

test.afterAll(async () => {
  await server?.stop();
  await stopDatabase();
  rmSync(directory, { recursive: true, force: true });
});

async function personAt(url: string): Promise<Person> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const made = { name: 'Alice Example', email: freshEmail(), password: freshPassword() };
  const passwordHash = await hash(made.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const [row] = await sql`
    insert into users (email, name, password_hash, email_verified_at)
    values (${made.email}, ${made.name}, ${passwordHash}, now()) returning id`;
  await sql.end();
  return { ...made, id: row?.id };
}

async function signInThere(page: Page): Promise<string> {
  const value = await cookieOf(person, { at });
  await page.context().addCookies([{ name: 'session', value, url: at, httpOnly: true, sameSite: 'Lax' }]);
  return value;
}

test('while the database is away pages and API say 503, and the same cookie works afterwards', async () => {
  const cookie = await cookieOf(person, { at });
  await stopDatabase();
  for (const held of [cookie, `${cookie.slice(0, -40)}${randomBytes(20).toString('hex')}`]) {
    const page = await ask('/dashboard', { at, cookie: held });
    // A cookie that opens nothing needs no database to be refused.
    expect(page.status).toBe(held === cookie ? 503 : 303);
  }
  for (const path of ['/dashboard', '/projects', '/settings/sessions']) {
    const page = await ask(path, { at, cookie });
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
    const api = await ask(path, { at, cookie, method, headers: fromOurPages(at) });
    expect(api.status, path).toBe(503);
    expect(JSON.parse(api.text)).toMatchObject({ code: 'unavailable' });
    expect(Number(api.headers['retry-after'])).toBeGreaterThan(0);
    expect(api.setCookies).toEqual([]);
  }
  expect((await ask('/api/ready', { at })).status).toBe(503);
  expect((await ask('/api/health', { at })).status).toBe(200);
  expect((await ask('/', { at, cookie })).status).toBe(200);
  expect((await ask('/sign-in', { at, cookie })).status).toBe(200);
  await startDatabase();
  await expect
    .poll(async () => (await ask('/api/session', { at, cookie })).status, { timeout: 20_000 })
    .toBe(200);
  expect((await ask('/dashboard', { at, cookie })).text).toContain(person.email);
});

test('the page that says so comes back by itself as the page that was asked for', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await signInThere(page);
  await stopDatabase();
  const response = await page.goto(`${at}/projects?tab=all`);
  expect(response?.status()).toBe(503);
  await expect(page.getByRole('heading', { name: 'Back in a moment' })).toBeVisible();
  await expect(page.getByText('This does not sign you out.')).toBeVisible();
  await startDatabase();
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible({ timeout: 30_000 });
  expect(page.url()).toBe(`${at}/projects?tab=all`);
});

test('an open form keeps its text, says what is the matter, and goes through later', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await signInThere(page);
  await page.goto(`${at}/projects/new`);
  const text = canary('typed');
  await page.getByLabel('Name').fill('Through an outage');
  await page.getByLabel('Description').fill(text);
  await stopDatabase();
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(
    page.getByText(/The database cannot be reached right now\. Nothing was changed/),
  ).toBeVisible();
  await expect(page.getByLabel('Description')).toHaveValue(text);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(
    page.getByText('The server is not ready right now. This does not sign you out.'),
  ).toBeVisible();
  await startDatabase();
  await expect(page.getByText('The server is not ready right now. This does not sign you out.')).toHaveCount(
    0,
    {
      timeout: 30_000,
    },
  );
  await expect(page.getByLabel('Description')).toHaveValue(text);
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
});

test('the sign-in form says that it is not the password, and keeps the address', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await page.goto(`${at}/sign-in`);
  await stopDatabase();
  await fillSignIn(page, person);
  await expect(page.getByText(/The database cannot be reached right now/)).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await startDatabase();
  await expect(async () => {
    // A slow answer to the try before may have come in the meantime.
    if (new URL(page.url()).pathname === '/dashboard') return;
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/dashboard', { timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
});

test('two thousand words survive a restarted server, in the open page and as a draft', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/ERR_|Failed to load/);
  const text = `${canary('typed')} ${'word '.repeat(2000)}`.trim();
  await signInThere(page);
  await page.goto(`${at}/projects/new`);
  await page.getByLabel('Name').fill('Through a restart');
  await page.getByLabel('Description').fill(text);
  await expect(page.getByText('Draft saved')).toBeVisible();
  await server.stop();
  await page.getByLabel('Name').fill('Through a restart, twice');
  await startServer();
  const other = await page.context().newPage();
  await other.goto(`${at}/projects/new`);
  await expect(other.getByLabel('Description')).toHaveValue(text);
  await other.close();
  await expect(page.getByText('Draft saved')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Through a restart, twice');
});
