/** `npm run test:e2e`: a fresh database, the production build twice, and Playwright. Arguments go on to Playwright. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from '../db/administer';
import { ensureAppLogin } from '../db/app-login';
import { startEmbedded } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { startGitHub } from '../e2e/stand-ins/github';
import { startGoogle } from '../e2e/stand-ins/google';
import { keepMail } from '../e2e/support/mail-folder';
import { startMailSink } from '../e2e/support/mail-sink';
import { e2eEnvironment, providersAt, startInstances } from '../e2e/support/server';
import { makeTestNotes } from '../e2e/support/test-notes';
import { product } from '../lib/config/product';
import { findBrowser } from './browser';
import { exitCodeOf, root, startChild, stoppedBy, tool } from './child';
import { findNginx } from './nginx';
import { productionBuild } from './production-build';

async function main(): Promise<number> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startEmbedded({ persistent: false });
  const admin = given ?? server?.url() ?? '';
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  try {
    await ensureDatabase(admin, name);
    return await runOn(databaseAt(admin, name));
  } catch (error) {
    const signal = stoppedBy();
    if (!signal) throw error;
    return exitCodeOf(signal);
  } finally {
    await dropDatabase(admin, name);
    await dropRolesOf(admin, name);
    await server?.stop();
  }
}

/** The servers connect as the application's own role; the tests look behind the pages as the owner. */
async function runOn(ownerUrl: string): Promise<number> {
  const appUrl = await ensureAppLogin(ownerUrl);
  const env = e2eEnvironment(appUrl);
  const browser = process.env.E2E_BROWSER_PATH ?? (await findBrowser()).executablePath;
  // A run of a few tests installs nothing for those that it leaves out.
  const nginx = process.env.E2E_NGINX_PATH ?? (await findNginx({ install: process.argv.length === 2 }));
  const code = await productionBuild(env);
  if (code !== 0) return code;
  await migrate(ownerUrl, { appUrls: [appUrl] });
  await makeTestNotes(ownerUrl);
  // The seed refuses to work for production, which is what the servers below run as.
  Object.assign(process.env, env, { NODE_ENV: 'test' });
  const { seed } = await import('../db/seeds/index');
  await seed(appUrl);
  const log = emptyLog();
  const mailFolder = mkdtempSync(join(tmpdir(), `${product.slug}-mail-`));
  const sink = await startMailSink({ onMail: (mail) => keepMail(mailFolder, mail) });
  const providers = await Promise.all([startGoogle(), startGitHub()]);
  const elsewhere = providersAt(...providers);
  const more = { SMTP_URL: sink.url, WEBHOOKS_ALLOW_PRIVATE: 'on' };
  const instances = await startInstances({ ...env, ...elsewhere, ...more }, log);
  try {
    const [E2E_BASE_URL, E2E_SECOND_URL] = instances.urls;
    const own = {
      E2E_BASE_URL,
      E2E_SECOND_URL,
      E2E_DATABASE_URL: ownerUrl,
      E2E_SERVER_LOG: log,
      E2E_MAIL_FOLDER: mailFolder,
      E2E_SMTP_URL: sink.url,
      E2E_NGINX_PATH: nginx,
    };
    const playwright = startChild(tool('playwright', 'test', ...process.argv.slice(2)), {
      env: { ...env, NODE_ENV: 'test', APP_URL: E2E_BASE_URL, E2E_BROWSER_PATH: browser, ...own },
    });
    return await playwright.exited;
  } finally {
    await instances.stop();
    await Promise.all([sink, ...providers].map((each) => each.stop()));
    rmSync(mailFolder, { recursive: true, force: true });
  }
}

/** Playwright empties the folder that it writes to itself, so the log is beside that one. */
function emptyLog(): string {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'server.log'), { force: true });
  return join(folder, 'server.log');
}

process.exitCode = await main();
