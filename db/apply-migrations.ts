/**
 * Applies what a database has not had yet, whichever of the two lines it belongs to. drizzle's own migrator takes only what is
 * younger than the last one it applied: a migration of the starter that was made before one of the product's own, and came with
 * an upgrade after it, would be skipped without a word.
 */

import type postgres from 'postgres';
import { type Line, readMigrations } from './migration-plan';

/** The first is the one that drizzle's migrator has kept from the beginning. */
const histories: Readonly<Record<Line, string>> = {
  starter: 'drizzle.__drizzle_migrations',
  own: 'drizzle.own_migrations',
};

/** All of them or none. Throws SetupFault where the two lines do not fit. */
export async function applyMigrations(sql: postgres.Sql, folder: string): Promise<void> {
  const migrations = readMigrations(folder);
  await sql.begin(async (tx) => {
    // A migration that drops a table means to drop what hangs on it, so the operator needs no notice of it.
    await tx.unsafe('set local client_min_messages = warning; create schema if not exists drizzle');
    const applied = { starter: await historyOf(tx, 'starter'), own: await historyOf(tx, 'own') };
    for (const { line, when, hash, statements } of migrations) {
      if (applied[line].has(when)) continue;
      for (const statement of statements) await tx.unsafe(statement);
      await tx.unsafe(`insert into ${histories[line]} (hash, created_at) values ($1, $2)`, [hash, when]);
    }
  });
}

/** By its time and not by its hash: a comment that is corrected later makes no new migration. */
async function historyOf(tx: postgres.TransactionSql, line: Line): Promise<ReadonlySet<number>> {
  const table = histories[line];
  await tx.unsafe(
    `create table if not exists ${table} (id serial primary key, hash text not null, created_at bigint)`,
  );
  const rows = await tx.unsafe<{ created_at: string }[]>(`select created_at from ${table}`);
  return new Set(rows.map(({ created_at }) => Number(created_at)));
}
