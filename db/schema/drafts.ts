import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/** What somebody typed and has not sent yet: one row per person and form. */
export const drafts = pgTable(
  'drafts',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    form: text().notNull(),
    fields: jsonb().$type<Record<string, string>>().notNull(),
    // Goes up with each save, so that a person who saves over a version they have not seen is warned.
    version: integer().notNull(),
    savedAt: timestamp('saved_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.form] }),
    // For the sweep alone.
    index('drafts_by_age').on(table.savedAt),
  ],
);
