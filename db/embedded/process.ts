/** The server process of the embedded Postgres. It ends with this process, however this process ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { dataOf, type Log, openLog, plainEnv } from './data';
import type { Home } from './home';
import { readLock } from './lock';

export type Running = { readonly postgres: ChildProcess; readonly watcher: ChildProcess; readonly log: Log };

export function launch(program: string, home: Home, port: number, persistent: boolean): Running {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
  ];
  settings.push('timezone=UTC', 'log_timezone=UTC');
  if (!persistent) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  const args = ['-D', dataOf(home), ...settings.flatMap((setting) => ['-c', setting])];
  const log = openLog(home);
  // A session of its own: Ctrl-C reaches the app first, and the server outlives it by a moment.
  const own = { ...home.account, cwd: '/', env: plainEnv(), detached: true };
  const postgres = spawn(program, args, { ...own, stdio: ['ignore', log.file, log.file] });
  closeSync(log.file);
  const words = ['-c', watch, 'sh', String(postgres.pid), persistent ? '' : home.path];
  const watcher = spawn('/bin/sh', words, { ...own, stdio: ['pipe', 'ignore', 'ignore'] });
  for (const child of [postgres, watcher]) child.on('error', () => undefined).unref();
  (watcher.stdin as Socket).unref();
  return { postgres, watcher, log };
}

/** `kill -9` of this process closes its end of the watcher's pipe too, so no run leaves a server behind. */
const watch = `
read -r word
kill -INT "$1" && [ -n "$2" ] || exit
left=100
while [ $left -gt 0 ] && [ -e "$2/data/postmaster.pid" ]; do sleep 0.1; left=$((left - 1)); done
rm -rf -- "$2"`;

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Undefined once it accepts connections; if it ended instead, what it said. */
export async function failureOf(
  { postgres, watcher, log }: Running,
  home: Home,
): Promise<string | undefined> {
  const deadline = Date.now() + 120_000;
  while (!hasEnded(postgres)) {
    const lock = readLock(dataOf(home));
    if (lock?.ready && lock.pid === postgres.pid) {
      log.keep();
      return undefined;
    }
    if (Date.now() > deadline) postgres.kill('SIGQUIT');
    await delay(25);
  }
  await end(watcher, 'SIGKILL');
  return log.take();
}

export async function stop({ postgres, watcher }: Running, home: Home, persistent: boolean): Promise<void> {
  // Fast shutdown: open connections are cut, and what is committed stays.
  await end(postgres, 'SIGINT');
  await end(watcher, 'SIGKILL');
  if (!persistent) rmSync(home.path, { recursive: true, force: true, maxRetries: 3 });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.ref();
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGQUIT'), 15_000);
  await ended;
  clearTimeout(impatience);
}
