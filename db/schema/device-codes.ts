import { sql } from 'drizzle-orm';
import { check, index, inet, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';

/** A command line or a television that waits until its person has typed the code it shows (RFC 8628). */
export const deviceCodes = pgTable(
  'device_codes',
  {
    deviceHash: bytea('device_hash').primaryKey(),
    userCodeHash: bytea('user_code_hash').notNull().unique(),
    clientId: text('client_id').notNull(),
    scopes: text().array().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    // Each poll that comes too soon makes it longer.
    intervalSeconds: integer('interval_seconds').notNull(),
    polledAt: timestamp('polled_at', { withTimezone: true }),
    // Where the code was typed: that session alone answers it. No foreign keys: both may be gone before the code is.
    claimedBySession: uuid('claimed_by_session'),
    claimedByUser: uuid('claimed_by_user'),
    approvedAt: timestamp('approved_at', { withTimezone: true }),
    deniedAt: timestamp('denied_at', { withTimezone: true }),
    usedAt: timestamp('used_at', { withTimezone: true }),
    familyId: uuid('family_id'),
    // Of what asks: the page shows it to the person.
    ip: inet(),
    userAgent: text('user_agent'),
  },
  (table) => [
    check('device_codes_hash_is_sha256', sql`octet_length(${table.deviceHash}) = 32`),
    check(
      'device_codes_answer_needs_claim',
      sql`(${table.approvedAt} is null and ${table.deniedAt} is null) or ${table.claimedBySession} is not null`,
    ),
    check('device_codes_one_answer', sql`${table.approvedAt} is null or ${table.deniedAt} is null`),
    index('device_codes_by_claim').on(table.claimedByUser),
    // For the retention job alone.
    index('device_codes_by_age').on(table.createdAt),
  ],
);
