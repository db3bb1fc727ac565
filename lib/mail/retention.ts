/** What becomes of the outbox with time. */

import { eq, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { mails } from '../../db/schema/mails';
import { days, type Seconds } from '../time';

/** Longer than the queue goes on trying: what still waits by then will not be sent any more. */
const longestWait = days(14);

/** Removes at most `batch` mails that are that old and done with, sent or not; returns how many went. */
export function removeOldMails(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const { createdAt, droppedAt, sentAt } = mails;
  const done = sql`(${sentAt} is not null or ${droppedAt} is not null
    or ${createdAt} <= ${ago(keptFor + longestWait)})`;
  return deleteBatch(db, mails, sql`${createdAt} <= ${ago(keptFor)} and ${done}`, batch);
}

/** Mails to a person who goes: what still waits is not sent. */
export async function removeMailsOf(db: Executor, userId: string): Promise<void> {
  await db.delete(mails).where(eq(mails.userId, userId));
}
