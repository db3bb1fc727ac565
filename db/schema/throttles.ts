import { integer, pgTable, timestamp, varchar } from 'drizzle-orm/pg-core';

/** Failures in a row on one account, known or not. `key` is a hash, so the table names no address. */
export const signInDelays = pgTable('sign_in_delays', {
  key: varchar({ length: 64 }).primaryKey(),
  failures: integer().notNull(),
  openAt: timestamp('open_at', { withTimezone: true }).notNull(),
  lastFailureAt: timestamp('last_failure_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Points spent in a window that closes at `expires_at`. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});
