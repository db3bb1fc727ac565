import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** What a passkey has to sign: for one purpose, in one browser, once, within minutes. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    // SHA-256 of the challenge, so a dump holds none that could be signed ahead.
    challengeHash: bytea('challenge_hash').primaryKey(),
    purpose: text().notNull(),
    // SHA-256 of what binds it: the browser's own cookie, and the session or the half-finished sign-in if there is one.
    boundTo: bytea('bound_to').notNull(),
    // Null for signing in with a passkey alone: nobody is known yet.
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('passkey_challenges_hash_is_sha256', sql`octet_length(${table.challengeHash}) = 32`),
    check(
      'passkey_challenges_purpose_is_known',
      sql`${table.purpose} in ('sign_in', 'second_factor', 'step_up', 'add')`,
    ),
    index('passkey_challenges_by_user').on(table.userId),
    // For the retention job alone.
    index('passkey_challenges_by_age').on(table.createdAt),
  ],
);
