import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  inet,
  integer,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

export const sessions = pgTable(
  'sessions',
  {
    // Public: lists and logs may show it. The secret opens the session, and only its SHA-256 is kept.
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    secretHash: bytea('secret_hash').notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    // The absolute limit counts from here, the idle limit from last_active_at, step-up from authenticated_at.
    signedInAt: timestamp('signed_in_at', { withTimezone: true }).notNull().defaultNow(),
    lastActiveAt: timestamp('last_active_at', { withTimezone: true }).notNull().defaultNow(),
    authenticatedAt: timestamp('authenticated_at', { withTimezone: true }).notNull().defaultNow(),
    // When the secret was made. A secret older than the person's epoch opens nothing.
    rotatedAt: timestamp('rotated_at', { withTimezone: true }).notNull().defaultNow(),
    // When activity resumed after a break longer than sensitive pages allow. They ask for proof newer than this.
    returnedAt: timestamp('returned_at', { withTimezone: true }),
    // Since the last proof. Organizations have idle limits of their own, and activity must not make up for a break.
    longestBreakSeconds: integer('longest_break_seconds').notNull().default(0),
    // How the sign-in was proven, for lists; the next column is what was proven last.
    signedInWith: text('signed_in_with').notNull().default('password'),
    authenticatedWith: text('authenticated_with').notNull().default('password'),
    // 1 or 2; NIST 800-63B calls it the authenticator assurance level.
    assurance: smallint().notNull().default(1),
    remembered: boolean().notNull().default(false),
    userAgent: text('user_agent'),
    ip: inet(),
    // Where and with what this session has been used. Anything new asks for proof; it ends nothing.
    knownNetworks: text('known_networks').array().notNull().default(sql`'{}'`),
    knownBrowsers: text('known_browsers').array().notNull().default(sql`'{}'`),
    networkChangedAt: timestamp('network_changed_at', { withTimezone: true }),
    browserChangedAt: timestamp('browser_changed_at', { withTimezone: true }),
    // As detected at sign-in, until the person renames it.
    deviceName: text('device_name').notNull(),
    // The browser it began in, so that the list can say whether that one is trusted. That browser may be forgotten meanwhile.
    deviceId: uuid('device_id'),
    // Where its person goes first after signing in. A hint: it opens nothing.
    lastOrganizationId: uuid('last_organization_id'),
    deviceKind: text('device_kind').notNull().default('unknown'),
    // 'support': a member of staff sees the account as its person. It lives no longer than the session it was begun from.
    // 'api': an app that its person signed in to; the secret is its refresh token.
    kind: text().notNull().default('browser'),
    // That session, of the member of staff. No foreign key: a visit stays in the person's history after it is gone.
    supportOf: uuid('support_of'),
    supportGrantId: uuid('support_grant_id'),
    supportLevel: text('support_level'),
    supportReason: text('support_reason'),
    supportPages: integer('support_pages').notNull().default(0),
    supportChanges: integer('support_changes').notNull().default(0),
    // When the trail and the person were told that it is over.
    supportToldAt: timestamp('support_told_at', { withTimezone: true }),
    // Of an app: which one, what it may do, and the key that its tokens are bound to (RFC 7638), if any.
    clientId: text('client_id'),
    scopes: text().array(),
    proofKey: text('proof_key'),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    endedReason: text('ended_reason'),
    // The person who ended it; null when a limit did.
    endedBy: uuid('ended_by'),
    // The session it was ended from, if that was another one.
    endedFrom: uuid('ended_from'),
  },
  (table) => [
    check('sessions_end_is_whole', sql`(${table.endedAt} is null) = (${table.endedReason} is null)`),
    check('sessions_secret_is_sha256', sql`octet_length(${table.secretHash}) = 32`),
    check('sessions_kind_is_known', sql`${table.kind} in ('browser', 'support', 'api')`),
    check(
      'sessions_support_is_whole',
      sql`(${table.kind} = 'support') = (${table.supportOf} is not null and ${table.supportReason} is not null)`,
    ),
    check('sessions_support_level_is_known', sql`${table.supportLevel} in ('view', 'act')`),
    check(
      'sessions_api_is_whole',
      sql`(${table.kind} = 'api') = (${table.clientId} is not null and ${table.scopes} is not null)`,
    ),
    index('sessions_of_support').on(table.supportOf).where(sql`kind = 'support'`),
    // For the job that tells of what has ended.
    index('sessions_support_untold')
      .on(table.endedAt)
      .where(sql`kind = 'support' and support_told_at is null`),
    index('sessions_live_by_user').on(table.userId).where(sql`ended_at is null`),
    index('sessions_ended_by_user').on(table.userId, table.endedAt.desc()).where(sql`ended_at is not null`),
    // For the sweep alone.
    index('sessions_live_by_activity').on(table.lastActiveAt).where(sql`ended_at is null`),
    index('sessions_ended_by_time').on(table.endedAt).where(sql`ended_at is not null`),
  ],
);
