/** Whether the product may work with the role that an address logs in as; if not, says what to do. */

import { placeOf } from '../lib/config/database-address';
import { administer } from './administer';
import { mayServe } from './app-login';
import { appRoleOf, quoted } from './app-role';
import { SetupFault } from './setup-fault';

/** Throws SetupFault. */
export async function expectServing(url: string): Promise<void> {
  try {
    if (await mayServe(url)) return;
  } catch (error) {
    // No such table, no such schema.
    if (!['42P01', '3F000'].includes((error as { code?: string }).code ?? '')) throw error;
    throw new SetupFault(
      'The database of DATABASE_URL has no tables: run npm run db:migrate, and let DATABASE_OWNER_URL name the same database.',
    );
  }
  const { user, database } = await seen(url);
  throw new SetupFault(
    `The role of DATABASE_URL may not use the tables: let an administrator of the server run: grant ${quoted(appRoleOf(database))} to ${quoted(user)};`,
  );
}

/** A pooler may have other names for both; a role that may not connect cannot ask. */
async function seen(url: string): Promise<{ user: string; database: string }> {
  let found = placeOf(url) as { user: string; database: string };
  await administer(url, async (sql) => {
    const [row] = await sql<(typeof found)[]>`select current_user as user, current_database() as database`;
    found = row ?? found;
  }).catch(() => undefined);
  return found;
}
