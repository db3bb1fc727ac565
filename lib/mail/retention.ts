/** What becomes of the outbox with time. */

import { sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { days, type Seconds } from '../time';

/** Longer than the queue goes on trying: what still waits by then will not be sent any more. */
const longestWait = days(14);

/** Removes at most `batch` mails that are that old and done with, sent or not; returns how many. */
export async function tidyMails(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from mails where id in (
      select id from mails
      where created_at <= ${ago(keptFor)}
        and (sent_at is not null or dropped_at is not null
          or created_at <= ${ago(keptFor)} - ${lasting(longestWait)})
      limit ${batch} for update skip locked
    ) returning 1`);
  return rows.length;
}

/** Mails to a person who goes: what still waits is not sent. */
export async function removeMailsOf(db: Executor, userId: string): Promise<void> {
  await db.execute(sql`delete from mails where user_id = ${userId}::uuid`);
}
