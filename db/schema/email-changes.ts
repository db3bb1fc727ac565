import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/** A change of address: requested, confirmed from the new address, and for some days open to undo from the old one. */
export const emailChanges = pgTable(
  'email_changes',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldEmail: text('old_email').notNull(),
    newEmail: text('new_email').notNull(),
    requestedAt: timestamp('requested_at', { withTimezone: true }).notNull().defaultNow(),
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    // Cancelled by the person, by a later change, by a reset, or from the old address.
    cancelledAt: timestamp('cancelled_at', { withTimezone: true }),
  },
  (table) => [
    index('email_changes_by_user').on(table.userId, table.requestedAt.desc()),
    // An address that can still be taken back belongs to nobody else.
    index('email_changes_by_old_email').on(table.oldEmail),
  ],
);
