import { sql } from 'drizzle-orm';
import { check, index, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { sessions } from './sessions';

/** The secrets that a session had before. They open nothing; they tell a late request from a stranger's cookie. */
export const rotatedSecrets = pgTable(
  'rotated_secrets',
  {
    secretHash: bytea('secret_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    rotatedAt: timestamp('rotated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('rotated_secrets_secret_is_sha256', sql`octet_length(${table.secretHash}) = 32`),
    // For removing a session.
    index('rotated_secrets_by_session').on(table.sessionId),
  ],
);
