import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/**
 * Browsers that a person has signed in with before: they cause no alert, and strangers' wrong passwords do not slow them down.
 */
export const knownDevices = pgTable(
  'known_devices',
  {
    // Public, for the list: the hash is what recognises the browser.
    id: uuid().notNull().unique().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // SHA-256 of what the browser's own cookie holds; one browser may be known to several people.
    deviceHash: bytea('device_hash').notNull(),
    deviceName: text('device_name').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }).notNull().defaultNow(),
    // When the person chose to skip the code here. Trust counts from here, and use never prolongs it.
    trustedAt: timestamp('trusted_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.deviceHash] }),
    check('known_devices_hash_is_sha256', sql`octet_length(${table.deviceHash}) = 32`),
    // Whose browser it is, before anybody is known.
    index('known_devices_by_hash').on(table.deviceHash),
    // For the retention job alone.
    index('known_devices_by_age').on(table.lastUsedAt),
  ],
);
