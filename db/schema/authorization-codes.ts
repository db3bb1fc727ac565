import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { sessions } from './sessions';
import { users } from './users';

/** What an app gets for a person who said yes in the browser, and exchanges once for tokens (RFC 6749 §4.1, RFC 7636). */
export const authorizationCodes = pgTable(
  'authorization_codes',
  {
    codeHash: bytea('code_hash').primaryKey(),
    clientId: text('client_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // The browser's session that it was given in. What ends that one leaves no code that works.
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    redirectUri: text('redirect_uri').notNull(),
    // S256, as the app sent it.
    challenge: text().notNull(),
    scopes: text().array().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp('used_at', { withTimezone: true }),
    // What it was exchanged for: shown a second time, the code ends that (RFC 6749 §10.5).
    familyId: uuid('family_id'),
  },
  (table) => [
    check('authorization_codes_hash_is_sha256', sql`octet_length(${table.codeHash}) = 32`),
    index('authorization_codes_by_user').on(table.userId),
    index('authorization_codes_by_session').on(table.sessionId),
    // For the retention job alone.
    index('authorization_codes_by_age').on(table.createdAt),
  ],
);
