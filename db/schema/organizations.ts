import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

export const organizations = pgTable(
  'organizations',
  {
    id: uuid().primaryKey().defaultRandom(),
    // The name in addresses. It can be changed, so rows refer to the id.
    slug: text().notNull().unique(),
    name: text().notNull(),
    // The one that a person has from the beginning; each has at most one.
    personalOf: uuid('personal_of')
      .unique()
      .references(() => users.id, { onDelete: 'set null' }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [check('organizations_slug_is_an_address', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9]){1,38}$'`)],
);

/** A trigger (see the migration) makes sure that an organization with members has an owner, even when two owners leave at once. */
export const memberships = pgTable(
  'memberships',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    check('memberships_role_is_known', sql`${table.role} in ('owner', 'admin', 'member')`),
    index('memberships_by_user').on(table.userId),
  ],
);
