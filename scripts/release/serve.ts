/**
 * `node serve.mjs` in a release: the production server and nothing else. Refuses a configuration that is not safe. Migrations
 * are `node migrate.mjs`, which alone needs the owner's address.
 */

import { expectServing } from '../../db/serving';
import { readEnv } from '../../lib/config/env';
import { product } from '../../lib/config/product';
import { takeOutput } from '../../lib/observe/output.mjs';
import { openDatabase } from '../database';
import { anyAddress, expectFree, readPort } from '../free-port';
import { run } from '../run';

async function main(): Promise<number> {
  delete process.env.DATABASE_OWNER_URL;
  Object.assign(process.env, { NODE_ENV: 'production' });
  readEnv(process.env);
  const port = readPort(process.env.PORT || '3000');
  const { url } = await openDatabase({ production: true, serves: true });
  await expectServing(url);
  await expectFree(port);
  // A container's own name stands there, which only one of its addresses answers to.
  process.env.HOSTNAME = await anyAddress();
  takeOutput(product.slug);
  await import(new URL('./server.js', import.meta.url).href);
  return 0;
}

await run(main);
