import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** A person's authenticator app. It counts for nothing until one of its codes is confirmed. */
export const totpAuthenticators = pgTable(
  'totp_authenticators',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    // AES-256-GCM under a key that only the servers have: a stolen database cannot make codes.
    sealedSeed: bytea('sealed_seed').notNull(),
    // Which of the servers' secrets sealed it, so that seals under an old secret can be found.
    sealedUnder: text('sealed_under').notNull(),
    // The time allowed for setting it up counts from here.
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    // The half minute of the last accepted code: no code from it, or from an earlier one, is accepted again.
    lastStep: integer('last_step'),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  },
  (table) => [
    check(
      'totp_authenticators_used_when_on',
      sql`${table.confirmedAt} is not null or ${table.lastStep} is null`,
    ),
  ],
);
