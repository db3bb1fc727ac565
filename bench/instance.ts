/** One production instance of a build, on 127.0.0.1, as `next start` runs it. */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { productionServer, startChild } from '../scripts/child';
import { freePort } from '../scripts/free-port';
import { type App, directoryOf } from './apps';

export type BenchInstance = {
  readonly url: string;
  /** Where it believes to live. */
  readonly appUrl: string;
  /** Milliseconds of processor time spent so far; undefined where the machine does not tell. */
  cpuMs(): number | undefined;
  /** Kilobytes of memory that it has now; undefined where the machine does not tell. */
  memoryKb(): number | undefined;
  stop(): Promise<unknown>;
};

export async function startBenchInstance(app: App, env: NodeJS.ProcessEnv): Promise<BenchInstance> {
  const port = await freePort(20_000 + Math.floor(Math.random() * 10_000));
  const written: string[] = [];
  const command = productionServer(directoryOf(app), '-H', '127.0.0.1', '-p', String(port));
  const child = startChild(command, {
    env: { ...env, APP_URL: `http://localhost:${port}`, PORT: String(port) },
    output: (text) => written.push(text),
    graceSeconds: 3,
  });
  let ended = false;
  void child.exited.finally(() => {
    ended = true;
  });
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 60_000; !(await answers(`${url}/api/health`)); await delay(100)) {
    if (!ended && Date.now() < deadline) continue;
    await child.stop();
    throw new Error(`The ${app} did not start:\n${written.join('').slice(-4000)}`);
  }
  return {
    url,
    appUrl: `http://localhost:${port}`,
    cpuMs: () => cpuMsOf(child.pid),
    memoryKb: () => memoryKbOf(child.pid),
    stop: () => child.stop(),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Linux counts in hundredths of a second, in the 14th and 15th field; the second may hold blanks. */
function cpuMsOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryKbOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
