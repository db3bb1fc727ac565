/**
 * What becomes of audit rows with time. The application may neither change nor delete them: it calls functions of the
 * database that do this much and nothing more (db/migrations/0013_the_owner_bounds_the_trail.sql).
 */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import type { Seconds } from '../time';

async function count(db: Executor, call: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select ${call} as count`);
  return row?.count ?? 0;
}

/**
 * Removes at most `batch` rows older than that, and never one that the owner's bound still keeps; returns how many. Throws
 * for less than 30 days.
 */
export const removeOldAudit = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  count(db, sql`remove_audit_past(${keptFor}, ${batch})`);

/** Leaves of at most `batch` addresses older than that, and than the owner's bound, the network alone; returns how many. Throws for less than a day. */
export const shortenAuditAddresses = (db: Executor, wholeFor: Seconds, batch: number): Promise<number> =>
  count(db, sql`shorten_audit_addresses(${wholeFor}, ${batch})`);
