/** Who is signed in at all, for an operator who has to sign everyone out. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';

export type Live = { readonly sessions: number; readonly people: number };

/** Rows that have not ended, also those whose limit has passed unswept. */
export async function countLive(db: Executor): Promise<Live> {
  const [row] = await db.execute<Live>(sql`
    select count(*)::int as sessions, count(distinct user_id)::int as people from sessions where ended_at is null`);
  return row ?? { sessions: 0, people: 0 };
}

/** The ids of at most `batch` people who have a session that has not ended, after the one given. */
export async function findSignedIn(
  db: Executor,
  { after, batch }: { after: string; batch: number },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct user_id as id from sessions
    where ended_at is null and user_id > ${after}::uuid order by user_id limit ${batch}`);
  return rows.map(({ id }) => id);
}
