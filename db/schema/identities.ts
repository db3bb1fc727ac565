import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/**
 * Provider accounts that a person signs in with. Known by the provider's own id for the person, never by an address, which may
 * change hands.
 */
export const identities = pgTable(
  'identities',
  {
    // Public, for the list.
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text().notNull(),
    subject: text().notNull(),
    // As the provider gave it when it was linked; for display alone.
    email: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  },
  (table) => [
    unique('identities_once').on(table.provider, table.subject),
    check('identities_provider_is_known', sql`${table.provider} in ('google', 'github')`),
    index('identities_by_user').on(table.userId),
  ],
);
