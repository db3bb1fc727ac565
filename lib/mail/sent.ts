/** The mails of one person as staff see them: which, when, and whether they went out. Never what they say or open. */

import { and, desc, eq, isNull, or } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { mails } from '../../db/schema/mails';

export type MailState = 'sent' | 'dropped' | 'waiting';

export type ListedMail = {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly state: MailState;
};

/** Newest first, also those that were asked for by address before it was known whose that is. */
export async function listMails(
  db: Executor,
  { id, email }: { readonly id: string; readonly email: string },
  limit: number,
): Promise<ListedMail[]> {
  const { kind, createdAt, sentAt, droppedAt } = mails;
  const rows = await db
    .select({ id: mails.id, kind, createdAt, sentAt, droppedAt })
    .from(mails)
    .where(or(eq(mails.userId, id), and(isNull(mails.userId), eq(mails.recipient, email))))
    .orderBy(desc(createdAt))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.sentAt ?? row.droppedAt ?? row.createdAt,
    state: row.sentAt ? 'sent' : row.droppedAt ? 'dropped' : 'waiting',
  }));
}
