import { sql } from 'drizzle-orm';
import { index, pgTable, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/**
 * The way back in when every second factor is lost: the person asks for it and waits, mails announce it, and if nobody
 * objects, a mailed link completes it.
 */
export const factorResets = pgTable(
  'factor_resets',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // The wait counts from here.
    requestedAt: timestamp('requested_at', { withTimezone: true }).notNull().defaultNow(),
    // When the link that finishes it was put into the outbox.
    linkQueuedAt: timestamp('link_queued_at', { withTimezone: true }),
    cancelledAt: timestamp('cancelled_at', { withTimezone: true }),
    completedAt: timestamp('completed_at', { withTimezone: true }),
  },
  (table) => [
    // Only one open at a time for each person.
    uniqueIndex('factor_resets_open')
      .on(table.userId)
      .where(sql`cancelled_at is null and completed_at is null`),
    // For the job that sends the links, and for retention.
    index('factor_resets_by_age').on(table.requestedAt),
  ],
);
