/** `npm run docs:pictures`: takes the README's pictures from the seeded product, on a database that goes afterwards. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, devices, type Page } from '@playwright/test';
import postgres from 'postgres';
import { ensureAppLogin } from '../db/app-login';
import { startEmbedded } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { onnotice } from '../db/notices';
import { e2eEnvironment, freeServerPort, startServers } from '../e2e/support/server';
import { product } from '../lib/config/product';
import { findBrowser } from './browser';
import { root } from './child';
import { productionBuild } from './production-build';
import { run } from './run';

const size = { width: 1200, height: 760 };
/** Anyone who reads the pictures finds the product in the early afternoon, whenever they were taken. */
const hourShown = 14;
const images = join(root, 'docs', 'images');

async function main(): Promise<number> {
  const server = await startEmbedded({ persistent: false });
  const folder = mkdtempSync(join(tmpdir(), `${product.slug}-pictures-`));
  try {
    const ownerUrl = server.url();
    const appUrl = await ensureAppLogin(ownerUrl);
    // One proxy is believed, so that the browser of the pictures can say an address from a documentation range.
    const env = { ...e2eEnvironment(appUrl), TRUSTED_PROXY_HOPS: '1' };
    const code = await productionBuild(env);
    if (code !== 0) return code;
    await prepare(ownerUrl, appUrl, env);
    const port = await freeServerPort();
    const [instance] = await startServers([{ env, logFile: join(folder, 'server.log'), port }]);
    await photograph(instance?.url ?? '', ownerUrl).finally(() => instance?.stop());
    return 0;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(ownerUrl: string, appUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
  await migrate(ownerUrl, { appUrls: [appUrl] });
  // The seed refuses to work for production, which is what the server runs as.
  Object.assign(process.env, env, { NODE_ENV: 'test' });
  const { seed } = await import('../db/seeds/index');
  await seed(appUrl);
}

async function photograph(url: string, ownerUrl: string): Promise<void> {
  const { executablePath } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await signedIn(browser, url);
    await sessionsPicture(page);
    await warningPicture(page, ownerUrl);
  } finally {
    await browser.close();
  }
}

async function signedIn(browser: Browser, url: string): Promise<Page> {
  const { demoAccounts } = await import('../db/seeds/index');
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    locale: 'en-US',
    timezoneId: zoneAt(hourShown),
    colorScheme: 'light',
    // A browser that drives itself says so, and the list of sessions would show it.
    userAgent: devices['Desktop Chrome'].userAgent,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.58' },
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(demoAccounts[0]?.email ?? '');
  await page.getByLabel('Password', { exact: true }).fill(demoAccounts[0]?.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard');
  return page;
}

/** A zone of whole hours in which it is this hour now. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  // The sign of these names is that of POSIX: Etc/GMT-3 is three hours ahead.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function sessionsPicture(page: Page): Promise<void> {
  await page.goto('/settings/sessions');
  await page.getByRole('list', { name: 'Active sessions' }).waitFor();
  // It is a link until the page's scripts run.
  await page.getByRole('button', { name: 'Account menu' }).waitFor();
  await page.screenshot({ path: join(images, 'sessions.png') });
}

async function warningPicture(page: Page, ownerUrl: string): Promise<void> {
  // only: sample, from here
  await page.goto('/projects/new');
  await page.getByLabel('Name').fill('Spring launch');
  await page.getByLabel('Description').fill('What we promise, to whom, and by when.');
  await page.getByText('Draft saved').waitFor(); // only: drafts
  // only: sample, to here
  // without sample: await page.goto('/settings/profile');
  await makeIdle(ownerUrl, 29 * 60 + 10);
  const question = page.getByRole('alertdialog', { name: 'Are you still there?' });
  for (let looks = 0; looks < 50 && !(await question.isVisible()); looks += 1) {
    // The guard asks the server when someone comes back to the window.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForTimeout(300);
  }
  await question.getByText('0:45').waitFor();
  await page.screenshot({ path: join(images, 'warning.png') });
}

async function makeIdle(ownerUrl: string, seconds: number): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice });
  await sql`
    update sessions set last_active_at = now() - make_interval(secs => ${seconds})
    where ended_at is null and ip = '203.0.113.58'`;
  await sql.end();
}

await run(main);
