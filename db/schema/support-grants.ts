import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

/** A member of staff asks to see an account as its person, and what the person said to it. It opens one visit and no more. */
export const supportGrants = pgTable(
  'support_grants',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // Null: all that the person sees.
    organizationId: uuid('organization_id'),
    // The member of staff. No foreign key: the person's history outlives the staff.
    askedBy: uuid('asked_by').notNull(),
    reason: text().notNull(),
    // The number of a ticket elsewhere, as staff wrote it.
    ticket: text(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull().defaultNow(),
    // What the person allowed; null until then.
    level: text(),
    grantedAt: timestamp('granted_at', { withTimezone: true }),
    // Of the question, and from the answer on of the consent.
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    refusedAt: timestamp('refused_at', { withTimezone: true }),
    // Taken back, by the person or by what happened to their account.
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
    // When its one visit began.
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    check('support_grants_level_is_known', sql`${table.level} in ('view', 'act')`),
    check('support_grants_consent_is_whole', sql`(${table.grantedAt} is null) = (${table.level} is null)`),
    check('support_grants_use_needs_consent', sql`${table.usedAt} is null or ${table.grantedAt} is not null`),
    check(
      'support_grants_are_short',
      sql`${table.expiresAt} <= coalesce(${table.grantedAt}, ${table.askedAt}) + interval '72 hours'`,
    ),
    uniqueIndex('support_grants_one_open')
      .on(table.askedBy, table.userId)
      .where(sql`refused_at is null and revoked_at is null and used_at is null`),
    // Every request asks whether its person is asked something.
    index('support_grants_unanswered')
      .on(table.userId)
      .where(sql`granted_at is null and refused_at is null and revoked_at is null`),
    index('support_grants_by_user').on(table.userId, table.askedAt.desc()),
    // For the retention job alone.
    index('support_grants_by_age').on(table.askedAt),
  ],
);
