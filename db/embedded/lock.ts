/** Reads postmaster.pid: whether a server runs on a data directory, and where. Clears what a killed run left behind. */

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type Lock = {
  readonly pid: number;
  readonly data: string;
  readonly port: number;
  readonly ready: boolean;
};

export function readLock(data: string): Lock | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid = '', path = '', , port = '', , , , status = ''] = lines;
  // Postgres writes the file line by line while it starts.
  return { pid: Number(pid), data: path, port: Number(port), ready: status.trim() === 'ready' };
}

/** The port of the server that runs on this data directory, if any; waits while one starts or stops. */
export async function runningPort(data: string, secondsToWait = 60): Promise<number | undefined> {
  const began = Date.now();
  for (let lock = readLock(data); lock; lock = readLock(data)) {
    const waited = (Date.now() - began) / 1000;
    // An empty file is being written right now, or was left by a power cut.
    const abandoned = lock.pid === 0 ? waited > 2 : !holdsLock(lock);
    // Without this, Postgres would mistake a process that has this pid now for a running server.
    if (abandoned) rmSync(join(data, 'postmaster.pid'), { force: true });
    else if (lock.ready) return lock.port;
    else if (waited > secondsToWait)
      throw new Error(`Postgres (process ${lock.pid}) neither starts nor stops`);
    else await delay(100);
  }
  return undefined;
}

function holdsLock(lock: Lock): boolean {
  const command = commandOf(lock.pid);
  return command.includes('postgres') && command.includes(lock.data);
}

function commandOf(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
  // Small container images have no ps.
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
