/**
 * The one way to remove what is over: a limited number of rows at once, found by the condition and deleted by their primary
 * key.
 */

import { type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from './client';

/**
 * Returns how many rows went. Rows that somebody else holds are left for next time, and what was renewed meanwhile stays. The
 * rows are chosen once, before anything is deleted, so no query plan can stretch the limit.
 */
export async function deleteBatch(db: Executor, table: PgTable, which: SQL, batch: number): Promise<number> {
  const key = keyOf(table);
  const same = key.map((column) => sql`${column} = due.${sql.identifier(column.name)}`);
  const rows = await db.execute(sql`
    with due as materialized (
      select ${sql.join(key, sql`, `)} from ${table} where ${which} limit ${batch} for update skip locked
    )
    delete from ${table} using due where ${sql.join(same, sql` and `)} returning 1`);
  return rows.length;
}

function keyOf(table: PgTable): PgColumn[] {
  const { columns, primaryKeys } = getTableConfig(table);
  return primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
}
