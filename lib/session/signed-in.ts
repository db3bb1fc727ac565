/** Who is signed in at all, for an operator who has to sign everyone out. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';

export type Live = { readonly sessions: number; readonly people: number };

/** Rows that have not ended, also those whose limit has passed unswept; without those that everyone's end is still to reach. */
export async function countLive(db: Executor): Promise<Live> {
  const [row] = await db.execute<Live>(sql`
    select count(*)::int as sessions, count(distinct user_id)::int as people from sessions
    where ended_at is null and kind <> 'support'
      and signed_in_at >= coalesce((select sessions_valid_from from platform), '-infinity')`);
  return row ?? { sessions: 0, people: 0 };
}

/** The same for the members of one organization. */
export async function countLiveIn(db: Executor, organizationId: string): Promise<Live> {
  const [row] = await db.execute<Live>(sql`
    select count(*)::int as sessions, count(distinct s.user_id)::int as people
    from memberships m join sessions s on s.user_id = m.user_id and s.ended_at is null and s.kind <> 'support'
    where m.organization_id = ${organizationId}::uuid
      and s.signed_in_at >= coalesce((select sessions_valid_from from platform), '-infinity')`);
  return row ?? { sessions: 0, people: 0 };
}
