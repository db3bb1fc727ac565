/** Reads and marks the rows of the outbox. A row that a worker holds is being sent, and only its holder may mark it. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { mails } from '../../db/schema/mails';
import type { Seconds } from '../time';
import type { Mail } from './kinds';
import { sendMailTask } from './outbox';

export type WaitingMail = Mail & { readonly id: string; readonly createdAt: Date };

const waiting = and(isNull(mails.sentAt), isNull(mails.droppedAt));

/**
 * Nobody else gets the row until the transaction ends; if the connection dies, the row is free at once. Undefined if the mail
 * is sent, dropped, gone, or held by another worker.
 */
export async function holdMail(tx: Transaction, id: string): Promise<WaitingMail | undefined> {
  const [row] = await tx
    .select({
      id: mails.id,
      kind: mails.kind,
      recipient: mails.recipient,
      userId: mails.userId,
      facts: mails.facts,
      createdAt: mails.createdAt,
    })
    .from(mails)
    .where(and(eq(mails.id, id), waiting))
    .for('update', { skipLocked: true });
  // Only `queueMail` writes to the outbox, and it takes nothing else.
  return row && ({ ...row, userId: row.userId ?? undefined } as WaitingMail);
}

/** Who got it, and when the event it reports happened. Undefined if it is no longer kept. */
export async function findMail(
  db: Executor,
  id: string,
): Promise<{ recipient: string; createdAt: Date } | undefined> {
  const { recipient, createdAt } = mails;
  const [row] = await db.select({ recipient, createdAt }).from(mails).where(eq(mails.id, id));
  return row;
}

const marks = {
  sent: { sentAt: sql`clock_timestamp()` },
  dropped: { droppedAt: sql`clock_timestamp()` },
  failed: {},
} as const;

/** Notes how a try ended. */
export async function markMail(tx: Transaction, id: string, how: keyof typeof marks): Promise<void> {
  const tried =
    how === 'dropped' ? {} : { attempts: sql`${mails.attempts} + 1`, attemptedAt: sql`clock_timestamp()` };
  await tx
    .update(mails)
    .set({ ...marks[how], ...tried })
    .where(eq(mails.id, id));
}

export type GivenUp = { readonly id: string; readonly kind: string; readonly attempts: number };

/** Drops what has waited for so long that nobody expects it any more, except what is being sent right now. */
export async function dropOldMail(db: Executor, patience: Seconds, batch: number): Promise<GivenUp[]> {
  const rows = await db.execute<GivenUp>(sql`
    update mails set dropped_at = now() where id in (
      select id from mails where sent_at is null and dropped_at is null
        and created_at <= ${ago(patience)}
      order by created_at limit ${batch} for update skip locked
    ) returning id, kind, attempts`);
  return [...rows];
}

/**
 * Brings forward mails that are in a long pause: after an outage of the mail server everything goes out within `longestPause`
 * of its return. Returns how many.
 */
export async function hastenMail(tx: Transaction, longestPause: Seconds, batch: number): Promise<number> {
  const rows = await tx.execute(sql`
    select id from graphile_worker.reschedule_jobs(array(
      select jobs.id from mails join graphile_worker.jobs on jobs.key = mails.id::text
      where mails.sent_at is null and mails.dropped_at is null
        and mails.attempted_at <= ${ago(longestPause)}
        and jobs.locked_at is null and jobs.attempts < jobs.max_attempts and jobs.run_at > now()
      order by mails.created_at limit ${batch} for update of mails skip locked
    ), run_at => now())`);
  return rows.length;
}

/**
 * Gives a new job to mails whose job will not come: it is gone, has used up its tries, or belongs to a worker that died. A live
 * worker holds the row while it sends, so a row that can be held here is in nobody's hands. Returns how many.
 */
export async function readdMail(tx: Transaction, longestTry: Seconds, batch: number): Promise<number> {
  const rows = await tx.execute(sql`
    select graphile_worker.add_job(${sendMailTask}, json_build_object('mailId', id), job_key => id::text)
    from (
      select id from mails where sent_at is null and dropped_at is null
        and greatest(created_at, attempted_at) <= ${ago(longestTry)}
        and not exists (
          select from graphile_worker.jobs where key = mails.id::text and case
            when locked_at is null then attempts < max_attempts
            else locked_at > ${ago(longestTry)} end)
      order by created_at limit ${batch} for update skip locked
    ) as stranded`);
  return rows.length;
}
