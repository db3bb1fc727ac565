/** What happens to the outbox over time. */

import { eq, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { mails } from '../../db/schema/mails';
import { days, type Seconds } from '../time';

/** Longer than the queue keeps trying: what still waits after that will not be sent. */
const longestWait = days(14);

/** Removes at most `batch` mails of that age that are finished, sent or not; returns how many went. */
export function removeOldMails(db: Executor, keptFor: Seconds, batch: number): Promise<number> {
  const { createdAt, droppedAt, sentAt } = mails;
  const done = sql`(${sentAt} is not null or ${droppedAt} is not null
    or ${createdAt} <= ${ago(keptFor + longestWait)})`;
  return deleteBatch(db, mails, sql`${createdAt} <= ${ago(keptFor)} and ${done}`, batch);
}

/** For a person who leaves: what still waits is not sent. */
export async function removeMailsOf(db: Executor, userId: string): Promise<void> {
  await db.delete(mails).where(eq(mails.userId, userId));
}
