/** The only clock by which anything here begins or is over. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../../db/client';

export async function databaseNow(db: Executor): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`select now()::text as now`);
  if (!row) throw new Error('the database gave no time');
  return new Date(row.now);
}
