/** The data directory of the embedded Postgres: laid out once, whole or not at all, with a random password beside it. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home';

export const superuser = 'postgres';
export const dataOf = (home: Home) => join(home.path, 'data');

/** Returns the password. Safe when two runs do this at once. */
export async function prepareData(home: Home, initdb: string, persistent: boolean): Promise<string> {
  const data = dataOf(home);
  const passwordFile = join(home.path, 'password');
  if (!existsSync(data)) {
    writeOnce(passwordFile, randomBytes(24).toString('hex'), home);
    const draft = `${data}-${randomBytes(6).toString('hex')}`;
    await runInitdb(initdb, home, [
      `--pgdata=${draft}`,
      `--pwfile=${passwordFile}`,
      ...(persistent ? [] : ['--no-sync']),
    ]);
    keepFirst(draft, data);
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

/** The first of two runs to rename wins, and both go on with its directory. */
export function keepFirst(draft: string, final: string): void {
  try {
    renameSync(draft, final);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(final)) throw error;
  }
}

export type Log = { readonly file: number; keep(): void; take(): string };

/**
 * A log file for each start: two runs may try at once, and one must not read what the other's server says. The running server's
 * file is kept as `log`.
 */
export function openLog(home: Home): Log {
  const path = join(home.path, `log-${randomBytes(6).toString('hex')}`);
  return {
    file: openSync(path, 'w', 0o600),
    keep: () => renameSync(path, join(home.path, 'log')),
    take: () => {
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      return text;
    },
  };
}

/** The caller's PG… and locale variables are not meant for this server. */
export const plainEnv = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
});

function writeOnce(file: string, text: string, home: Home): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    if (home.account) chownSync(file, home.account.uid, home.account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function runInitdb(initdb: string, home: Home, args: string[]): Promise<void> {
  // The builtin provider sorts and folds the same way on every system, whatever locales it has.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const log = openLog(home);
  const child = spawn(initdb, [...args, ...locale, `--username=${superuser}`, '--auth=scram-sha-256'], {
    ...home.account,
    cwd: '/',
    env: plainEnv(),
    stdio: ['ignore', log.file, log.file],
  });
  closeSync(log.file);
  const code = await new Promise((done, fail) => child.once('exit', done).once('error', fail));
  const words = log.take();
  if (code !== 0) throw new Error(`initdb failed:\n${words}`);
}
