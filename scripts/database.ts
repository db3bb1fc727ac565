/** The database that a command works on: the one DATABASE_URL names, else the embedded server of this checkout. */

import { join } from 'node:path';
import { ensureDatabase } from '../db/administer';
import { ensureAppLogin } from '../db/app-login';
import { startEmbedded } from '../db/embedded';
import { waitForDatabase } from '../db/migrate';
import { root } from './child';

export type Database = {
  /** As the product connects. */
  readonly url: string;
  /** As the owner of the tables, for migrations alone. The same where one role does everything. */
  readonly ownerUrl: string;
  readonly embedded: boolean;
  stop(): Promise<void>;
};

/** Puts the product's address into process.env.DATABASE_URL as well, where it looks for it. */
export async function openDatabase(options: { production: boolean }): Promise<Database> {
  if (process.env.DATABASE_URL) {
    const ownerUrl = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
    await waitForDatabase(ownerUrl, 30);
    return { url: process.env.DATABASE_URL, ownerUrl, embedded: false, stop: async () => undefined };
  }
  const server = await startEmbedded({ persistent: true, directory: join(root, '.data', 'postgres') });
  // Two databases: the demo accounts of development, whose password everyone knows, never meet production.
  const name = options.production ? 'latchkey_production' : 'latchkey_development';
  await ensureDatabase(server.url(), name);
  const ownerUrl = server.url(name);
  const url = await ensureAppLogin(ownerUrl);
  process.env.DATABASE_URL = url;
  return { url, ownerUrl, embedded: true, stop: server.stop };
}

/** True for an address on this very machine. */
export function isLocal(databaseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(databaseUrl).hostname);
}
