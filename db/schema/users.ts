import { sql } from 'drizzle-orm';
import { check, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().defaultRandom(),
    // Normalised by lib/account/email: what differs only in case or in Unicode form is the same address.
    email: text().notNull().unique(),
    name: text().notNull(),
    passwordHash: text('password_hash').notNull(),
    // 'admin' lives under stricter limits.
    role: text().notNull().default('member'),
    // What the account has bought. A payment provider would write it.
    plan: text().notNull().default('free'),
    emailVerifiedAt: timestamp('email_verified_at', { withTimezone: true }),
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('users_email_lower', sql`${table.email} = lower(${table.email})`),
    check('users_role_is_known', sql`${table.role} in ('member', 'admin')`),
    check('users_plan_is_known', sql`${table.plan} in ('free', 'team', 'business')`),
  ],
);
