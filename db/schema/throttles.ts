import { bigint, integer, pgTable, timestamp, varchar } from 'drizzle-orm/pg-core';

/** Failures in a row on one account, known or not. `key` is a hash: the table names no address. */
export const signInDelays = pgTable('sign_in_delays', {
  key: varchar({ length: 64 }).primaryKey(),
  failures: integer().notNull(),
  openAt: timestamp('open_at', { withTimezone: true }).notNull(),
  lastFailureAt: timestamp('last_failure_at', { withTimezone: true }).notNull().defaultNow(),
});

/** The table of rate-limiter-flexible: its names and types, not ours. `expire` is in milliseconds since 1970. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: 'number' }),
});
