import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * The outbox: written in the same transaction as the event it reports, and sent afterwards by a job. It holds facts and never a
 * link: the token of a link is made when the mail is sent. No foreign key, so that the last mail outlives the account.
 */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().notNull(),
    recipient: text().notNull(),
    // Null while it is not known whether there is an account.
    userId: uuid('user_id'),
    facts: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    attemptedAt: timestamp('attempted_at', { withTimezone: true }),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    // There was nothing to send after all, or nobody to take it.
    droppedAt: timestamp('dropped_at', { withTimezone: true }),
  },
  (table) => [
    index('mails_waiting').on(table.createdAt).where(sql`sent_at is null and dropped_at is null`),
    index('mails_by_user').on(table.userId),
    // Reset links and codes are asked for by address, before it is known whose.
    index('mails_by_recipient').on(table.recipient),
    // For the retention job alone.
    index('mails_by_age').on(table.createdAt),
  ],
);
