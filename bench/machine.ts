/** What kind of machine this is. No names and no paths. */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { administer } from '../db/administer';
import { root } from '../scripts/child';
import type { Machine } from './results';

export async function describeMachine(databaseUrl: string): Promise<Machine> {
  let postgres = '';
  await administer(databaseUrl, async (sql) => {
    const [row] = await sql<{ server_version: string }[]>`show server_version`;
    postgres = row?.server_version.split(' ')[0] ?? '';
  });
  const next = JSON.parse(readFileSync(join(root, 'node_modules/next/package.json'), 'utf8'));
  return {
    cores: availableParallelism(),
    cpu: (cpus()[0]?.model ?? 'unknown').replace(/\s+/g, ' ').trim(),
    node: process.versions.node,
    postgres,
    next: next.version,
  };
}
