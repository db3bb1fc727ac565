/** Which mails a person was sent and when, for the copy of their data. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { mails } from '../../db/schema/mails';

/** Oldest first. `sentAt` is null if a mail was never sent. */
export const exportMails = (db: Executor, userId: string) =>
  db
    .select({ kind: mails.kind, createdAt: mails.createdAt, sentAt: mails.sentAt })
    .from(mails)
    .where(eq(mails.userId, userId))
    .orderBy(asc(mails.createdAt));
