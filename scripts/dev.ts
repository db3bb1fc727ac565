/** `npm run dev`: a database, its migrations, demo data when it is empty, and the app. Ctrl-C stops all of it. */

import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '../db/migrate';
import type { DemoAccount } from '../db/seeds/index';
import { expectServing } from '../db/serving';
import { product } from '../lib/config/product';
import { keyWords } from '../lib/second-factor/totp';
import { type Child, startChild, stoppedBy, tool } from './child';
import { migration, type OpenedDatabase, openDatabase } from './database';
import { ensureLocalEnv, loadEnv } from './env-file';
import { freePort } from './free-port';
import { run } from './run';

async function main(): Promise<number> {
  // Some images export NODE_ENV=production, with which `next dev` half works.
  Object.assign(process.env, { NODE_ENV: 'development' });
  const before = loadEnv({ production: false });
  if (ensureLocalEnv()) console.log('Wrote .env.local with a fresh SESSION_SECRET.');
  const database = await openDatabase({ production: false, serves: true });
  try {
    const accounts = await prepare(database);
    const port = await choosePort();
    const APP_URL = process.env.APP_URL || `http://localhost:${port}`;
    // Next reads the .env files itself and follows changes to them; it is only given what they cannot know.
    const env: NodeJS.ProcessEnv = { ...before, DATABASE_URL: database.url, APP_URL, PORT: String(port) };
    // The app gets no more than it needs, also from those files.
    env.DATABASE_OWNER_URL = '';
    // It sends its telemetry from a process that outlives Ctrl-C.
    env.NEXT_TELEMETRY_DISABLED ??= '1';
    const next = startChild(tool('next', 'dev', '-p', String(port)), { env, graceSeconds: 8 });
    void announce(next, `http://localhost:${port}`, accounts);
    const code = await next.exited;
    return stoppedBy() ? 0 : code;
  } finally {
    await database.stop();
  }
}

async function prepare(database: OpenedDatabase): Promise<readonly DemoAccount[]> {
  const { url, ownerUrl } = database;
  const note = await migrate(ownerUrl, migration(database));
  if (note) console.warn(note);
  await expectServing(url);
  const { seed } = await import('../db/seeds/index');
  const { accounts } = await seed(url);
  return accounts;
}

async function choosePort(): Promise<number> {
  const wish = Number(process.env.PORT) || 3000;
  const port = await freePort(wish);
  if (port !== wish) console.log(`Port ${wish} is taken, so this is port ${port}.`);
  return port;
}

/** Once the server answers, below what Next has printed until then. */
async function announce(next: Child, address: string, accounts: readonly DemoAccount[]): Promise<void> {
  let ended = false;
  void next.exited.finally(() => {
    ended = true;
  });
  while (!ended && !(await answers(address))) await delay(300);
  if (ended) return;
  const lines = ['', `  ${product.name.padEnd(10)} ${address}`];
  for (const [index, { email, role, shows }] of accounts.entries()) {
    lines.push(`  ${index === 0 ? 'Sign in as' : '          '} ${email} (${role}; ${shows})`);
  }
  const passwords = [...new Set(accounts.map(({ password }) => password))];
  if (passwords.length > 0) lines.push(`  Password   ${passwords.join(', ')}`);
  for (const { email, key } of accounts)
    if (key) lines.push(`  Code       for ${email}, from an authenticator app with the key ${keyWords(key)}`);
  if (!process.env.SMTP_URL) lines.push(`  Mail       ${address}/dev/inbox`);
  console.log([...lines, '  Ctrl-C stops everything.', ''].join('\n'));
}

/** Next compiles a page when it's asked for: the first one here, and not while somebody waits for it. */
async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

await run(main);
