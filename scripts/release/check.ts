/**
 * `npm run check:release`: does what the Dockerfile does, on a machine without Docker. Builds a release, puts it where no file of
 * this checkout can be found, migrates a new database and starts the server as nobody on a read-only file system, and signs in.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import postgres from 'postgres';
import { ensureAppLogin } from '../../db/app-login';
import { startEmbedded } from '../../db/embedded/server';
import { onnotice } from '../../db/notices';
import { hiddenFields } from '../../e2e/support/forms';
import { root, runChild, script, startChild } from '../child';
import { freshSecret } from '../env-file';
import { freePort } from '../free-port';
import { run } from '../run';
import { testEnvironment } from '../test-env';
import { canMount, confined, unwritable, writable } from './confined';

const person = { email: 'ada@example.com', password: 'seven unlikely otters' };

async function main(): Promise<number> {
  if (!process.argv.includes('--built')) {
    const code = await startChild(script('scripts/release/build.ts'), { env: testEnvironment() }).exited;
    if (code !== 0) return code;
  }
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const database = await startEmbedded({ persistent: false });
  try {
    cpSync(join(root, '.release'), folder, { recursive: true });
    unwritable(folder);
    console.log(canMount() ? 'As nobody, on a read-only mount:' : 'As yourself, without a writable file:');
    await tryRelease(folder, database.url());
    return 0;
  } finally {
    await database.stop();
    writable(folder);
    rmSync(folder, { recursive: true });
  }
}

async function tryRelease(folder: string, ownerUrl: string): Promise<void> {
  const port = await freePort(21_000 + Math.floor(Math.random() * 5000));
  const at = `http://localhost:${port}`;
  const env = {
    ...{
      PATH: process.env.PATH,
      NODE_ENV: 'production' as const,
      HOSTNAME: 'a-container',
      PORT: String(port),
    },
    ...{ APP_URL: at, SESSION_SECRET: freshSecret(), BREACHED_PASSWORDS_URL: 'off', SHUTDOWN_DELAY: '0s' },
    DATABASE_URL: await ensureAppLogin(ownerUrl),
  };
  await toEnd('migrate.mjs', confined(folder, 'migrate.mjs'), { ...env, DATABASE_OWNER_URL: ownerUrl });
  await addPerson(ownerUrl);
  const written: string[] = [];
  const server = startChild(confined(folder, 'serve.mjs'), { env, output: (text) => written.push(text) });
  try {
    await ready(at, server.exited);
    await signIn(at);
    await toEnd('account.mjs', confined(folder, 'account.mjs', 'sign-out', person.email), env);
    const code = await server.stop();
    said('serve.mjs ends when it is told to', code === 143);
    const lines = written.join('').trim().split('\n');
    said(
      'every line of its log is JSON',
      lines.every((line) => line.startsWith('{')),
    );
    said('and none of them is an error', !/"level":"(error|fatal)"|EROFS|EACCES/.test(written.join('')));
  } catch (error) {
    console.error(written.join(''));
    throw error;
  } finally {
    await server.stop('SIGKILL');
  }
}

function said(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Not so: ${what}`);
  console.log(`  ok  ${what}`);
}

async function toEnd(name: string, command: Parameters<typeof runChild>[0], env: NodeJS.ProcessEnv) {
  const { code, output } = await runChild(command, { env, timeoutSeconds: 300 });
  if (code !== 0) console.error(output);
  said(`${name} does its work and ends`, code === 0);
}

async function addPerson(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice });
  const passwordHash = await hash(person.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await sql`
    insert into users (email, name, password_hash, email_verified_at)
    values (${person.email}, 'Ada', ${passwordHash}, now())`;
  await sql.end();
}

async function ready(at: string, exited: Promise<number>): Promise<void> {
  let ended = false;
  void exited.finally(() => {
    ended = true;
  });
  const status = (path: string) =>
    fetch(`${at}${path}`).then(
      (answer) => answer.status,
      () => 0,
    );
  for (const deadline = Date.now() + 120_000; (await status('/api/ready')) !== 200; await delay(100))
    if (ended || Date.now() > deadline) throw new Error('serve.mjs is not ready');
  said('/api/health and /api/ready answer 200', (await status('/api/health')) === 200);
}

/** As a browser without scripts does, with what the page loads. */
async function signIn(at: string): Promise<void> {
  const page = await (await fetch(`${at}/sign-in`)).text();
  const [style = ''] = /\/_next\/static\/[^"]+\.css/.exec(page) ?? [];
  said('styles and icon are there', (await fetch(at + style)).ok && (await fetch(`${at}/favicon.ico`)).ok);
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...hiddenFields(page, 'name="email"'), ...person }))
    body.append(name, value);
  const headers = { origin: at, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${at}/sign-in`, { method: 'POST', body, headers, redirect: 'manual' });
  said(
    'someone signs in',
    answer.status === 303 && new URL(answer.headers.get('location') ?? '', at).pathname === '/dashboard',
  );
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const home = await fetch(`${at}/dashboard`, { headers: { cookie }, redirect: 'manual' });
  said('and gets the dashboard', home.status === 200 && (await home.text()).includes('Ada'));
}

await run(main);
