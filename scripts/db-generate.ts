/** `npm run db:generate -- --name what_it_does`: a migration from what changed in db/schema. See docs/upgrading.md. */

import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { journalOf } from '../db/migration-plan';
import { root } from './child';
import { readTables, writeMigration } from './new-migration';
import { run } from './run';

const usage = `Use: npm run db:generate -- --name what_it_does [--custom] [--starter]

  --name     small letters, digits and underscores
  --custom   an empty file, for SQL that the tables don't tell
  --starter  into db/migrations, by those who develop the starter itself; a product's own go to db/migrations/own`;

const options = {
  name: { type: 'string' },
  custom: { type: 'boolean' },
  starter: { type: 'boolean' },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  const { name = '', custom: empty = false, starter = false } = values;
  const folder = join(root, 'db', 'migrations');
  if (!/^[a-z0-9_]+$/.test(name)) return refuse(usage);
  if (starter && journalOf(folder, 'own').length > 0)
    return refuse(
      'This product has migrations of its own, so the next one is its own as well: leave out --starter.',
    );
  const tables = await readTables(join(root, 'db', 'schema'));
  const path = await writeMigration({ folder, line: starter ? 'starter' : 'own', name, empty }, tables);
  console.log(
    path
      ? `Wrote ${relative(root, path)}. Read it before you commit it.`
      : 'The tables are as the migrations leave them.',
  );
  return 0;
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}

await run(main);
