/** The log of servers that a test starts itself: read alone, and then searched for secrets with the others. */

import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { product } from '../../lib/config/product';
import { serverLog } from './environment';

export type OwnLog = {
  readonly file: string;
  text(): string;
  /** What the servers said about how proxies and hosts are set up. */
  setupFaults(): { fault: string; host?: string; level: string }[];
  /** Once the servers have stopped. */
  handOver(): void;
};

export function openOwnLog(): OwnLog {
  const folder = mkdtempSync(join(tmpdir(), `${product.slug}-log-`));
  const file = join(folder, 'server.log');
  writeFileSync(file, '');
  const text = () => readFileSync(file, 'utf8');
  return {
    file,
    text,
    setupFaults: () =>
      text()
        .split('\n')
        // The last one may not be whole yet.
        .slice(0, -1)
        .filter((line) => line.includes('proxy_setup'))
        .map((line) => JSON.parse(line)),
    handOver: () => {
      appendFileSync(serverLog(), text());
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
