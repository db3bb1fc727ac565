/**
 * Whether two addresses lead to one database, whatever poolers call it: a lock taken through one must be visible through the
 * other.
 */

import { randomBytes } from 'node:crypto';
import { placeOf } from '../lib/config/database-address';
import { administer } from './administer';
import type { Target } from './reach';
import { SetupFault } from './setup-fault';

/** Throws SetupFault. Finds out nothing for a role that may not connect yet. */
export async function expectSameDatabase(one: Target, other: Target): Promise<void> {
  if (one.url === other.url || (await isSame(one.url, other.url))) return;
  const [here, there] = [one, other].map(({ url }) => {
    const { host, port, user, database } = placeOf(url);
    return `"${database || user}" at ${host}:${port}`;
  });
  throw new SetupFault(
    `${one.variable} and ${other.variable} must lead to the same database, and lead to ${here} and ${there}: correct one of them.`,
  );
}

async function isSame(url: string, other: string): Promise<boolean> {
  const key = () => randomBytes(4).readInt32BE();
  const [first, second] = [key(), key()];
  let same = false;
  // In a transaction, because a pooler may give the next statement to another connection.
  await administer(url, (sql) =>
    sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${first}::int, ${second}::int)`;
      same = await isHeld(other, first, second);
    }),
  );
  return same;
}

async function isHeld(url: string, first: number, second: number): Promise<boolean> {
  let held = true;
  await administer(url, async (sql) => {
    const rows = await sql`
      select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted
        and l.classid::int = ${first}::int and l.objid::int = ${second}::int`;
    held = rows.length > 0;
  }).catch((error) => {
    if ((error as { code?: string }).code !== '42501') throw error;
  });
  return held;
}
