import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** Sign-ins that wait for their second factor. Not a session: only the page that asks for the code accepts one. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // SHA-256 of what a cookie of its own holds: only the browser that gave the first factor can give the second.
    secretHash: bytea('secret_hash').notNull().unique(),
    // Its lifetime counts from here.
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    tries: integer().notNull().default(0),
    // The first factor.
    method: text().notNull(),
    remembered: boolean().notNull(),
    // Wrong first factors in a row before the right one, for the mail that reports them.
    failuresBefore: integer('failures_before').notNull().default(0),
  },
  (table) => [
    check('pending_sign_ins_secret_is_sha256', sql`octet_length(${table.secretHash}) = 32`),
    check(
      'pending_sign_ins_method_is_known',
      sql`${table.method} in ('password', 'email_code', 'google', 'github')`,
    ),
    index('pending_sign_ins_by_user').on(table.userId),
    // For the retention job alone.
    index('pending_sign_ins_by_age').on(table.createdAt),
  ],
);
