/** The database that a command works on: the one DATABASE_URL names, else the embedded server of this checkout. */

import { join } from 'node:path';
import { ensureDatabase } from '../db/administer';
import { startEmbedded } from '../db/embedded';
import { waitForDatabase } from '../db/migrate';
import { root } from './child';

export type Database = { readonly url: string; readonly embedded: boolean; stop(): Promise<void> };

/** Puts the address into process.env.DATABASE_URL as well, where the product looks for it. */
export async function openDatabase(options: { production: boolean }): Promise<Database> {
  if (process.env.DATABASE_URL) {
    await waitForDatabase(process.env.DATABASE_URL, 30);
    return { url: process.env.DATABASE_URL, embedded: false, stop: async () => undefined };
  }
  const server = await startEmbedded({ persistent: true, directory: join(root, '.data', 'postgres') });
  // Two databases: the demo accounts of development, whose password everyone knows, never meet production.
  const name = options.production ? 'latchkey_production' : 'latchkey_development';
  await ensureDatabase(server.url(), name);
  process.env.DATABASE_URL = server.url(name);
  return { url: server.url(name), embedded: true, stop: server.stop };
}

/** True for an address on this very machine. */
export function isLocal(databaseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(databaseUrl).hostname);
}
