import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** A person's authenticator app. It counts for nothing until one of its codes has been confirmed. */
export const totpAuthenticators = pgTable(
  'totp_authenticators',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    // AES-256-GCM under a key that only the servers have: a stolen database makes no codes.
    sealedSeed: bytea('sealed_seed').notNull(),
    // Which of the servers' secrets it is sealed under, so that what an old one sealed can be found.
    sealedUnder: text('sealed_under').notNull(),
    // Setting it up may take so long, counted from here.
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    // The half minute whose code was accepted last: no code of it, and none of an earlier one, is accepted again.
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
