import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
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
    // Its own rules, beside those of the product: the stricter one counts. Proof from before this moment opens nothing here.
    sessionsValidFrom: timestamp('sessions_valid_from', { withTimezone: true }),
    idleLimitSeconds: integer('idle_limit_seconds'),
    // Counts from the last proof.
    absoluteLimitSeconds: integer('absolute_limit_seconds'),
    secondFactorRequired: boolean('second_factor_required').notNull().default(false),
    supportAccess: text('support_access').notNull().default('ask'),
    // It is removed some days later, and until then an owner can bring it back.
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    check('organizations_slug_is_an_address', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9]){1,38}$'`),
    check(
      'organizations_limits_are_lengths',
      sql`${table.idleLimitSeconds} > 0 and ${table.absoluteLimitSeconds} > 0`,
    ),
    check('organizations_support_access_is_known', sql`${table.supportAccess} in ('ask', 'never')`),
    index('organizations_deleted').on(table.deletedAt).where(sql`deleted_at is not null`),
  ],
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
