import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/** Submissions that went through, with their answers: one that arrives again gets the same answer and does nothing. */
export const actionKeys = pgTable(
  'action_keys',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: uuid().notNull(),
    // SHA-256 of what was sent: the same key with different content is not a repetition.
    content: text().notNull(),
    answer: jsonb(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    // For the sweep alone.
    index('action_keys_by_age').on(table.createdAt),
  ],
);
