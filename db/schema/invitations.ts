import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { organizations } from './organizations';
import { users } from './users';

/** Who is asked to join an organization, by their address: there may be no account yet. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().defaultRandom(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    role: text().notNull(),
    // Of the link in the mail that went out last; null until the first one does. Its lifetime counts from sent_at.
    tokenHash: bytea('token_hash').unique(),
    invitedBy: uuid('invited_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    acceptedAt: timestamp('accepted_at', { withTimezone: true }),
    acceptedBy: uuid('accepted_by').references(() => users.id, { onDelete: 'set null' }),
    declinedAt: timestamp('declined_at', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  (table) => [
    check('invitations_role_is_known', sql`${table.role} in ('admin', 'member')`),
    check('invitations_token_is_sha256', sql`octet_length(${table.tokenHash}) = 32`),
    check(
      'invitations_end_once',
      sql`num_nonnulls(${table.acceptedAt}, ${table.declinedAt}, ${table.revokedAt}) <= 1`,
    ),
    uniqueIndex('invitations_open')
      .on(table.organizationId, table.email)
      .where(sql`accepted_at is null and declined_at is null and revoked_at is null`),
    index('invitations_by_organization').on(table.organizationId, table.createdAt.desc()),
    index('invitations_by_inviter').on(table.invitedBy),
    index('invitations_by_address').on(table.email),
    index('invitations_by_member').on(table.acceptedBy),
  ],
);
