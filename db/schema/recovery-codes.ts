import { sql } from 'drizzle-orm';
import { check, index, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/**
 * Codes that replace a lost authenticator. Each works once. A code has 120 random bits, so a plain SHA-256 protects it
 * (docs/security.md K6).
 */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: bytea('code_hash').notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    check('recovery_codes_hash_is_sha256', sql`octet_length(${table.codeHash}) = 32`),
    index('recovery_codes_by_user').on(table.userId),
  ],
);
