import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';

/** Requested codes by mail: a row for every address, with or without an account. */
export const emailCodes = pgTable(
  'email_codes',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    // SHA-256 of what a cookie of its own holds: only the browser that asked can use the code.
    secretHash: bytea('secret_hash').notNull().unique(),
    purpose: text().notNull(),
    // The session that wants fresh proof; null for a sign-in.
    sessionId: uuid('session_id'),
    remembered: boolean().notNull().default(false),
    // A MAC under a key that only the servers have, written when the mail goes out, so a dump reveals no code. Null until then.
    codeMac: bytea('code_mac'),
    // Its life counts from here.
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    tries: integer().notNull().default(0),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    check('email_codes_secret_is_sha256', sql`octet_length(${table.secretHash}) = 32`),
    check('email_codes_purpose_is_known', sql`${table.purpose} in ('sign_in', 'step_up')`),
    index('email_codes_by_email').on(table.email),
    // For the retention job alone.
    index('email_codes_by_age').on(table.createdAt),
  ],
);
