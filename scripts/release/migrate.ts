/** `node migrate.mjs` in a release: brings the database up to date and ends. Safe from several places at once. */

import { migrate } from '../../db/migrate';
import { migration, openDatabase } from '../database';
import { run } from '../run';

async function main(): Promise<number> {
  Object.assign(process.env, { NODE_ENV: 'production' });
  const database = await openDatabase({ production: true });
  const note = await migrate(database.ownerUrl, migration(database));
  if (note) console.warn(note);
  console.log('The database is up to date.');
  return 0;
}

await run(main);
