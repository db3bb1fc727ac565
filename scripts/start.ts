/** `npm start`: the production server. Refuses a configuration that is not safe, applies migrations, never seeds. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mayServe } from '../db/app-login';
import { appRole } from '../db/grants';
import { migrate } from '../db/migrate';
import { readEnv } from '../lib/config/env';
import { ConfigError } from '../lib/config/policy';
import { takeOutput } from '../lib/observe/output.mjs';
import { productionServer, root, startChild } from './child';
import { openDatabase } from './database';
import { loadEnv } from './env-file';

async function main(): Promise<number> {
  Object.assign(process.env, { NODE_ENV: 'production' });
  loadEnv({ production: true });
  const refusal = configurationRefusal() ?? buildRefusal();
  if (refusal) {
    console.error(refusal);
    return 1;
  }
  const database = await openDatabase({ production: true });
  if (database.embedded) {
    console.warn(
      'Warning: DATABASE_URL is not set, so the data is in an embedded Postgres under .data/postgres.',
    );
    console.warn(
      '         Good for a first look; point DATABASE_URL at a database with backups before it matters.',
    );
  }
  try {
    const note = await migrate(database.ownerUrl);
    if (note) console.warn(note);
    if (!(await mayServe(database.url))) {
      console.error(`The role of DATABASE_URL may not use the tables: grant ${appRole} to it.`);
      return 1;
    }
    // Empty and not absent: Next reads the .env files itself, and the server is to have no more than it needs.
    const env = { ...process.env, DATABASE_OWNER_URL: '' };
    // From here on the output is the server's log; what is said before is for whoever starts it.
    takeOutput();
    const next = startChild(productionServer('-p', process.env.PORT || '3000'), { env });
    return await next.exited;
  } finally {
    await database.stop();
  }
}

/** Names the variables at fault and never their values. */
function configurationRefusal(): string | undefined {
  try {
    readEnv({ ...process.env, DATABASE_URL: process.env.DATABASE_URL || 'postgres://embedded' });
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

function buildRefusal(): string | undefined {
  const built = existsSync(join(root, process.env.NEXT_DIST_DIR ?? '.next', 'BUILD_ID'));
  return built ? undefined : 'There is no production build yet: run `npm run build` first.';
}

process.exitCode = await main();
