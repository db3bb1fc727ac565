/** `npm start`: the production server. Refuses a configuration that is not safe, applies migrations, never seeds. */

import { migrate } from '../db/migrate';
import { expectServing } from '../db/serving';
import { readEnv } from '../lib/config/env';
import { product } from '../lib/config/product';
import { takeOutput } from '../lib/observe/output.mjs';
import { productionServer, startChild } from './child';
import { migration, openDatabase } from './database';
import { loadEnv } from './env-file';
import { expectFree, readPort } from './free-port';
import { isBuilt } from './production-build';
import { run } from './run';

async function main(): Promise<number> {
  Object.assign(process.env, { NODE_ENV: 'production' });
  loadEnv({ production: true });
  const { shutdownDelay } = checkConfiguration();
  const port = readPort(process.env.PORT || '3000');
  const refusal = buildRefusal();
  if (refusal) {
    console.error(refusal);
    return 1;
  }
  const database = await openDatabase({ production: true, serves: true });
  if (database.embedded) {
    console.warn(
      'Warning: DATABASE_URL is not set, so the data is in an embedded Postgres under .data/postgres.',
    );
    console.warn(
      '         Good for a first look; point DATABASE_URL at a database with backups before it matters.',
    );
  }
  try {
    const note = await migrate(database.ownerUrl, migration(database));
    if (note) console.warn(note);
    await expectServing(database.url);
    await expectFree(port);
    // Empty and not absent: Next reads the .env files itself, and the server is to have no more than it needs.
    const env = { ...process.env, DATABASE_OWNER_URL: '' };
    // From here on the output is the server's log; what is said before is for anyone who starts it.
    takeOutput(product.slug);
    const next = startChild(productionServer('-p', String(port)), {
      env,
      graceSeconds: shutdownDelay + graceSeconds,
    });
    return await next.exited;
  } finally {
    await database.stop();
  }
}

/** For what is still being answered when the server closes (lib/web/server/leave.ts), and for its end. */
const graceSeconds = 20;

/** Names the variables at fault and never their values. Throws ConfigError. */
const checkConfiguration = () =>
  readEnv({ ...process.env, DATABASE_URL: process.env.DATABASE_URL || 'postgres://embedded' });

const buildRefusal = () =>
  isBuilt() ? undefined : 'There is no production build yet: run `npm run build` first.';

await run(main);
