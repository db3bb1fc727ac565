/** The product as it runs in production: https at a port of its own, nginx in front, two instances, a database of its own. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseAt, dropDatabase, ensureDatabase } from '../../db/administer';
import { ensureAppLogin } from '../../db/app-login';
import { migrate } from '../../db/migrate';
import { root } from '../../scripts/child';
import { freePort } from '../../scripts/free-port';
import { freeServerPort, startServers } from '../server';
import { databaseUrl, nginxPath, smtpUrl } from './environment';
import { freePorts, type Nginx, startNginx } from './nginx';
import { test as base, expect } from './test';

export type Site = {
  readonly url: string;
  /** The same over plain http. */
  readonly plainUrl: string;
  /** Another way in, where the proxy passes on a host of its own. */
  readonly naiveUrl: string;
  readonly instances: readonly [string, string];
  readonly nginx: Nginx;
  /** What both instances have written. */
  log(): string;
};

async function startSite(): Promise<Site & { stop(): Promise<void> }> {
  const name = `e2e_site_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(databaseUrl(), name);
  const ownerUrl = databaseAt(databaseUrl(), name);
  const appDatabase = await ensureAppLogin(ownerUrl);
  await migrate(ownerUrl);
  const ports = await freePorts();
  const url = `https://localhost:${ports.https}`;
  const logFile = join(root, 'test-results', `site-${name}.log`);
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    DATABASE_URL: appDatabase,
    SMTP_URL: smtpUrl(),
    TRUSTED_PROXY_HOPS: '1',
  };
  const first = await freeServerPort();
  const second = await freePort(first + 1);
  const [a, b] = await startServers([first, second].map((port) => ({ env, logFile, port, appUrl: url })));
  if (!a || !b) throw new Error('two instances were to be started');
  const instances = [a.url, b.url] as const;
  const nginx = await startNginx(nginxPath(), ports, instances);
  const stop = async () => {
    await nginx.stop();
    await Promise.all([a.stop(), b.stop()]);
    await dropDatabase(databaseUrl(), name);
  };
  const plainUrl = `http://localhost:${ports.http}`;
  const naiveUrl = `https://localhost:${ports.naive}`;
  return { url, plainUrl, naiveUrl, instances, nginx, log: () => readFileSync(logFile, 'utf8'), stop };
}

/** The usual `test` at this site: started once for the file that asks for it. */
export const test = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from this pattern.
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  ignoreHTTPSErrors: true,
});

export { expect };
