import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().defaultRandom(),
    // Normalised by lib/account/email: addresses that differ only in case or Unicode form are the same.
    email: text().notNull().unique(),
    name: text().notNull(),
    passwordHash: text('password_hash').notNull(),
    // False for a person who came through a provider and never chose one: the hash is then of random bytes that nobody has.
    hasPassword: boolean('has_password').notNull().default(true),
    // Staff have stricter limits; lib/staff/permissions.ts says what each may do.
    role: text().notNull().default('member'),
    // What the account has bought. A payment provider would write it.
    plan: text().notNull().default('free'), // only: plans
    emailVerifiedAt: timestamp('email_verified_at', { withTimezone: true }),
    // Shown on the security page, and compared with a sign-in that was under way.
    passwordChangedAt: timestamp('password_changed_at', { withTimezone: true }).notNull().defaultNow(),
    // Set after "this wasn't me": the password opens nothing until the person has chosen another one by mail.
    passwordResetRequiredAt: timestamp('password_reset_required_at', { withTimezone: true }),
    // The highest level that the account can prove: 2 with a second factor. A session below it has no fresh proof.
    assurance: smallint().notNull().default(1),
    // Wrong codes in a row, over all second factors and challenges.
    secondFactorFailures: integer('second_factor_failures').notNull().default(0),
    // Somebody else may have tried to get in: proof from before then is no longer fresh, in any session.
    suspectedAt: timestamp('suspected_at', { withTimezone: true }),
    // The epoch: sessions with an older secret are over, for this reason, even if their row was missed.
    sessionsValidFrom: timestamp('sessions_valid_from', { withTimezone: true }),
    sessionsEndedReason: text('sessions_ended_reason'),
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
    // The person asked for it; after the grace period everything is removed.
    deletionRequestedAt: timestamp('deletion_requested_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('users_email_lower', sql`${table.email} = lower(${table.email})`),
    check('users_role_is_known', sql`${table.role} in ('member', 'support', 'administrator')`),
    check('users_assurance_is_known', sql`${table.assurance} in (1, 2)`),
    check('users_plan_is_known', sql`${table.plan} in ('free', 'team', 'business')`), // only: plans
    check(
      'users_epoch_is_whole',
      sql`(${table.sessionsValidFrom} is null) = (${table.sessionsEndedReason} is null)`,
    ),
    // For the jobs that remove unconfirmed accounts, and accounts whose grace period is over.
    index('users_unconfirmed').on(table.createdAt).where(sql`email_verified_at is null`),
    // For the console: a search by the beginning of an address, and the few accounts that its counts are about.
    index('users_by_address').on(sql`${table.email} collate "C"`),
    index('users_apart').on(table.role).where(sql`role <> 'member' or disabled_at is not null`),
    index('users_leaving').on(table.deletionRequestedAt).where(sql`deletion_requested_at is not null`),
  ],
);
