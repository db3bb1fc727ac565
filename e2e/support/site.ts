/** The product as it runs in production: https at a port of its own, nginx in front, two instances, a database of its own. */

import { randomBytes } from 'node:crypto';
import { databaseAt, dropDatabase, ensureDatabase } from '../../db/administer';
import { ensureAppLogin } from '../../db/app-login';
import { migrate } from '../../db/migrate';
import { freePort } from '../../scripts/free-port';
import { databaseUrl, nginxPath, smtpUrl } from './environment';
import { freePorts, type Nginx, startNginx } from './nginx';
import { type OwnLog, openOwnLog } from './own-log';
import { freeServerPort, startServers } from './server';
import { test as base, expect } from './test';

export type Site = {
  readonly url: string;
  /** The same over plain http. */
  readonly plainUrl: string;
  /** Another way in, where the proxy passes on a host of its own. */
  readonly naiveUrl: string;
  readonly instances: readonly [string, string];
  /** Asks one of them to stop as a deploy does, waits for its end, and starts it again at its place. */
  restart(which: 0 | 1): Promise<void>;
  readonly nginx: Nginx;
  /** What both instances write. */
  readonly log: OwnLog;
};

/** What has been started, to be stopped in the opposite order, also where the rest did not start. */
class Opened {
  private readonly closing: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.closing.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.closing) await close();
  }
}

async function startSite(opened: Opened): Promise<Site> {
  const log = openOwnLog();
  opened.add(log.handOver);
  const env = await environmentOn(await freshDatabase(opened));
  const ports = await freePorts();
  const url = `https://localhost:${ports.https}`;
  const first = await freeServerPort();
  const second = await freePort(first + 1);
  const wanted = [first, second].map((port) => ({ env, logFile: log.file, port, appUrl: url }));
  const running = await startServers(wanted);
  // Nobody is there to be sent elsewhere.
  opened.add(() => Promise.all(running.map((server) => server.stop('SIGINT'))));
  const restart = async (which: 0 | 1) => {
    expect(await running[which]?.stop()).toBe(143);
    running.splice(which, 1, ...(await startServers(wanted.slice(which, which + 1))));
  };
  const nginx = await startNginx(nginxPath(), ports, [first, second]);
  opened.add(nginx.stop);
  const plainUrl = `http://localhost:${ports.http}`;
  const naiveUrl = `https://localhost:${ports.naive}`;
  const [a = '', b = ''] = running.map((server) => server.url);
  return { url, plainUrl, naiveUrl, instances: [a, b], restart, nginx, log };
}

/** Mail holds the address of whichever instance sends it, so those of other tests must not find its jobs. */
async function freshDatabase(opened: Opened): Promise<string> {
  const name = `e2e_site_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(databaseUrl(), name);
  opened.add(() => dropDatabase(databaseUrl(), name));
  return databaseAt(databaseUrl(), name);
}

async function environmentOn(ownerUrl: string): Promise<NodeJS.ProcessEnv> {
  const DATABASE_URL = await ensureAppLogin(ownerUrl);
  await migrate(ownerUrl);
  // Longer than the nginx of docs/deploying.md keeps a connection that nothing goes over.
  const own = { DATABASE_URL, SMTP_URL: smtpUrl(), TRUSTED_PROXY_HOPS: '1', SHUTDOWN_DELAY: '5s' };
  return { ...process.env, ...own, NODE_ENV: 'production' };
}

/** The usual `test` at this site: started once for the file that asks for it. */
export const siteTest = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from this pattern.
    async ({}, use) => {
      const opened = new Opened();
      try {
        await use(await startSite(opened));
      } finally {
        await opened.close();
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  ignoreHTTPSErrors: true,
});
