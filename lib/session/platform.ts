/** The door of the whole product: one row says that sessions from before a moment are over. The rows follow in batches. */

import { isNull, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { platform } from '../../db/schema/platform';
import { sessions } from '../../db/schema/sessions';
import { type EndedRow, endedRow } from './end';
import type { EndReason } from './reasons';

/** Began before the door was closed, and has no end in its row yet. */
const behindDoor = sql`${sessions.endedAt} is null
  and ${sessions.signedInAt} < (select p.sessions_valid_from from ${platform} p)`;

/**
 * Somebody writes to the one row: between the moment that counts and its commit nobody else can read that moment yet. Asks for no
 * lock itself, so nothing that hangs keeps the door open. What asked before, in a transaction that had begun, is older than the
 * moment.
 */
export async function isDoorClosing(db: Executor): Promise<boolean> {
  const rows = await db.execute(sql`
    select from pg_locks l where l.locktype = 'relation' and l.granted
      and l.relation = 'public.platform'::regclass and l.mode = 'RowExclusiveLock' and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_database d where d.datname = current_database())`);
  return rows.length > 0;
}

/**
 * Holds from the commit on, for every check on every instance. Safe to call again: the later moment counts, even if the clock has
 * gone back. It is not the moment when the transaction began: sessions that began since then have to end as well.
 */
export async function closeDoor(db: Executor, reason: EndReason): Promise<void> {
  const said = { reason, rowsEndedAt: null };
  await db
    .insert(platform)
    .values({ ...said, sessionsValidFrom: sql`clock_timestamp()` })
    .onConflictDoUpdate({
      target: platform.theOnlyRow,
      set: { ...said, sessionsValidFrom: sql`greatest(platform.sessions_valid_from, clock_timestamp())` },
    });
}

/** Whether rows may still wait for their end; one look at one row. */
export const hasRowsBehindDoor = async (db: Executor): Promise<boolean> =>
  (await db.$count(platform, isNull(platform.rowsEndedAt))) > 0;

/** Writes the end into at most `batch` rows. One that somebody holds is left for the next time: its session is over all the same. */
export function endBehindDoor(db: Executor, batch: number): Promise<EndedRow[]> {
  const due = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(behindDoor)
    .limit(batch)
    .for('update', { skipLocked: true });
  return db
    .update(sessions)
    .set({
      endedAt: sql`(select p.sessions_valid_from from ${platform} p)`,
      endedReason: sql`(select p.reason from ${platform} p)`,
    })
    .where(sql`${sessions.id} in ${due}`)
    .returning(endedRow);
}

/**
 * Returns false where some are left. Names the moment that it asked about: the row may have waited for a second emergency, whose
 * rows this statement has not seen.
 */
export async function noteRowsEnded(db: Executor): Promise<boolean> {
  // As text: a Date would lose the microseconds.
  const [asked] = await db
    .select({ moment: sql<string>`${platform.sessionsValidFrom}::text` })
    .from(platform);
  if (!asked) return false;
  const rows = await db
    .update(platform)
    .set({ rowsEndedAt: sql`now()` })
    .where(
      sql`${platform.sessionsValidFrom} = ${asked.moment}::timestamptz
        and not exists (select 1 from ${sessions} where ${behindDoor})`,
    )
    .returning({ at: platform.rowsEndedAt });
  return rows.length > 0;
}

/** The job that ends the rows is due at once. Safe where it is under way or not planned. */
export async function hastenEnds(db: Executor): Promise<void> {
  await db.execute(
    sql`select graphile_worker.add_job('end_closed_sessions', job_key => 'scheduled:end_closed_sessions', max_attempts => 1)`,
  );
}
