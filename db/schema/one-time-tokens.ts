import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** What a mailed link opens, once. The link holds the token; this holds only its SHA-256. */
export const oneTimeTokens = pgTable(
  'one_time_tokens',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // The one thing that it can be used for.
    purpose: text().notNull(),
    // The sign-up or the change of address it belongs to.
    subjectId: uuid('subject_id'),
    tokenHash: bytea('token_hash').notNull().unique(),
    // A link's life counts from here, by the policy in force when it is used.
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    check('one_time_tokens_hash_is_sha256', sql`octet_length(${table.tokenHash}) = 32`),
    index('one_time_tokens_by_user').on(table.userId, table.purpose),
    // For the retention job alone.
    index('one_time_tokens_by_age').on(table.createdAt),
  ],
);
