import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, check, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * One row at most, written in an emergency: sessions that began before that moment are over for this reason, whatever their
 * rows say. Without a row nothing has happened yet.
 */
export const platform = pgTable(
  'platform',
  {
    theOnlyRow: boolean('the_only_row').primaryKey().default(true),
    sessionsValidFrom: timestamp('sessions_valid_from', { withTimezone: true }).notNull(),
    reason: text().notNull(),
    // When the last of their rows had got its end. Until then a job goes on with them.
    rowsEndedAt: timestamp('rows_ended_at', { withTimezone: true }),
  },
  (table) => [check('platform_has_one_row', sql`${table.theOnlyRow}`)],
);

/** What was given before everyone was signed out counts for nothing, also where nothing has taken it away yet. */
export const sinceEveryoneLeft = (at: AnyPgColumn): SQL<boolean> =>
  sql<boolean>`${at} >= coalesce((select door.sessions_valid_from from platform door), '-infinity')`;
