import { sql } from 'drizzle-orm';
import { bigint, boolean, check, pgTable } from 'drizzle-orm/pg-core';

/**
 * One row: the minimum time that the trail is kept, in seconds, whatever the application asks for. The owner writes it after
 * each migration, from the same settings; the application only reads it.
 */
export const auditBounds = pgTable(
  'audit_bounds',
  {
    theOnlyRow: boolean('the_only_row').primaryKey().default(true),
    rowsKeptFor: bigint('rows_kept_for', { mode: 'number' }).notNull(),
    addressesWholeFor: bigint('addresses_whole_for', { mode: 'number' }).notNull(),
  },
  (table) => [
    check('audit_bounds_has_one_row', sql`${table.theOnlyRow}`),
    check(
      'audit_bounds_are_no_pretence',
      sql`${table.rowsKeptFor} >= 2592000 and ${table.addressesWholeFor} >= 86400`,
    ),
  ],
);
