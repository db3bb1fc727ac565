/** The database that a command works on: the one DATABASE_URL names, else the embedded server of this checkout. */

import { join } from 'node:path';
import { ensureDatabase } from '../db/administer';
import { ensureAppLogin } from '../db/app-login';
import type { Database } from '../db/client';
import { startEmbedded } from '../db/embedded/server';
import { reachDatabase } from '../db/reach';
import { expectSameDatabase } from '../db/same-database';
import { expectServing } from '../db/serving';
import { addressFault, databaseVariables, placeOf } from '../lib/config/database-address';
import { ConfigError, type Policy, parsePolicy } from '../lib/config/policy';
import { product } from '../lib/config/product';
import { root } from './child';
import { loadEnv } from './env-file';

type OperatorContext = { readonly db: Database; readonly policy: Policy };

export type OpenedDatabase = {
  /** As the product connects. */
  readonly url: string;
  /** As the owner of the tables, for migrations alone. The same where one role does everything. */
  readonly ownerUrl: string;
  readonly embedded: boolean;
  stop(): Promise<void>;
};

/** Puts the product's address into process.env.DATABASE_URL as well, where it looks for it. */
export async function openDatabase(options: { production: boolean; serves?: true }): Promise<OpenedDatabase> {
  checkAddresses();
  if (process.env.DATABASE_URL) return openGiven(process.env.DATABASE_URL, process.env, options.serves);
  const server = await startEmbedded({ persistent: true, directory: join(root, '.data', 'postgres') });
  // Two databases: the demo accounts of development, whose password everyone knows, never meet production.
  const name = `${product.slug.replaceAll('-', '_')}_${options.production ? 'production' : 'development'}`;
  await ensureDatabase(server.url(), name);
  const ownerUrl = server.url(name);
  const url = await ensureAppLogin(ownerUrl);
  process.env.DATABASE_URL = url;
  return { url, ownerUrl, embedded: true, stop: server.stop };
}

type Others = Readonly<Record<string, string | undefined>>;

/**
 * Before anything is changed: what waiting cannot mend is told at once. Throws SetupFault. Only anyone who serves needs the
 * address to listen at; without it no mail would go out, and nobody be told.
 */
async function openGiven(url: string, others: Others, serves = false): Promise<OpenedDatabase> {
  const served = { url, variable: 'DATABASE_URL' } as const;
  const { DATABASE_OWNER_URL: owner, DATABASE_LISTEN_URL: listen } = others;
  const owned = owner ? ({ url: owner, variable: 'DATABASE_OWNER_URL' } as const) : served;
  const heard = serves && listen ? ({ url: listen, variable: 'DATABASE_LISTEN_URL' } as const) : served;
  await reachDatabase(owned);
  for (const further of [served, heard]) {
    if (further.url === owned.url) continue;
    await reachDatabase(further, { unlessDenied: true });
    await expectSameDatabase(owned, further);
  }
  return { url, ownerUrl: owned.url, embedded: false, stop: async () => undefined };
}

/** A script that does not read the whole configuration would fail later, with the address and its password in the message. */
function checkAddresses(): void {
  const problems = databaseVariables.flatMap((name) => {
    const text = process.env[name];
    return (text && addressFault(name, text)) || [];
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

/** How long the trail is kept at least; what else is wrong with the configuration is told, too. Throws ConfigError. */
export const migration = ({ url }: OpenedDatabase) => ({
  appUrls: [url, ...(process.env.DATABASE_LISTEN_URL ? [process.env.DATABASE_LISTEN_URL] : [])],
  policy: parsePolicy(process.env),
});

/** True for an address on this very machine. */
export function isLocal(databaseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(placeOf(databaseUrl).host);
}

/** For a command of the operator's: the product's database as a job has it, until the command is done. Returns its exit code. */
export async function withDatabase(command: (ctx: OperatorContext) => Promise<number>): Promise<number> {
  const production = process.env.NODE_ENV === 'production';
  loadEnv({ production });
  // The audit trail has it all; the log would only stand between the operator and the answer.
  process.env.LOG_LEVEL ||= 'error';
  const { url, stop } = await openDatabase({ production });
  await expectServing(url);
  const [{ connectForJobs }, { env }] = await Promise.all([
    import('../db/job-connection'),
    import('../lib/config/env'),
  ]);
  const db = connectForJobs(url, { max: 1, pooled: env().databasePooled });
  try {
    return await command({ db, policy: env().policy });
  } finally {
    await db.$client.end();
    await stop();
  }
}
