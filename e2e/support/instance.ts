/** A production instance for one file of tests alone, on the database of all, with a log of its own. */

import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { productionServer, startChild } from '../../scripts/child';
import { freePort } from '../../scripts/free-port';
import { serverLog } from './environment';
import { ask } from './http';

export type OwnInstance = { readonly at: string; readonly log: string; stop(): Promise<void> };

export async function startOwnInstance(log: string): Promise<OwnInstance> {
  const port = await freePort(46_000 + Math.floor(Math.random() * 5000));
  const at = `http://localhost:${port}`;
  const file = openSync(log, 'w');
  const env = { ...process.env, NODE_ENV: 'production' as const, APP_URL: at, PORT: String(port) };
  const server = startChild(productionServer('-p', String(port)), { env, output: file, graceSeconds: 3 });
  closeSync(file);
  const ready = () =>
    ask('/api/ready', { at }).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (const deadline = Date.now() + 60_000; !(await ready()); await delay(100)) {
    if (Date.now() < deadline) continue;
    await server.stop('SIGKILL');
    throw new Error(`the server at ${at} is not ready after a minute:\n${readFileSync(log, 'utf8')}`);
  }
  const stop = async () => {
    await server.stop();
    // Anyone who searches the common log for secrets finds these lines, too.
    appendFileSync(serverLog(), readFileSync(log));
  };
  return { at, log, stop };
}
