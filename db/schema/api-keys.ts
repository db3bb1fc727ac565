import { sql } from 'drizzle-orm';
import { check, index, inet, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { organizations } from './organizations';
import { users } from './users';

/** Keys for programs: of a person, or of an organization, made by one of its people and gone with them. */
export const apiKeys = pgTable(
  'api_keys',
  {
    // Public: lists, logs and the trail may show it. The key itself is stored nowhere.
    id: uuid().primaryKey().defaultRandom(),
    kind: text().notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    organizationId: uuid('organization_id').references(() => organizations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    scopes: text().array().notNull(),
    tokenHash: bytea('token_hash').notNull().unique(),
    lastFour: text('last_four').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    // Renewing gives as much again, from then on.
    lifetimeDays: integer('lifetime_days').notNull(),
    renewedAt: timestamp('renewed_at', { withTimezone: true }),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
    lastUsedIp: inet('last_used_ip'),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
    revokedReason: text('revoked_reason'),
    // The person who ended it; null where it was none.
    revokedBy: uuid('revoked_by'),
    // Where a leaked key was found, as the finder said.
    leakedAtUrl: text('leaked_at_url'),
    // Mails that went out about its end, each once for one length: the reason of the last.
    warned: text(),
  },
  (table) => [
    check('api_keys_hash_is_sha256', sql`octet_length(${table.tokenHash}) = 32`),
    check('api_keys_kind_is_known', sql`${table.kind} in ('person', 'service')`),
    check(
      'api_keys_service_has_organization',
      sql`(${table.kind} = 'service') = (${table.organizationId} is not null)`,
    ),
    check('api_keys_end_is_whole', sql`(${table.revokedAt} is null) = (${table.revokedReason} is null)`),
    // Whatever the product's settings say: no key lives forever.
    check(
      'api_keys_always_expire',
      sql`${table.expiresAt} <= coalesce(${table.renewedAt}, ${table.createdAt}) + interval '366 days'`,
    ),
    index('api_keys_by_user').on(table.userId, table.createdAt.desc()),
    index('api_keys_by_organization').on(table.organizationId, table.createdAt.desc()),
    // For the jobs that warn and end.
    index('api_keys_live_by_expiry').on(table.expiresAt).where(sql`revoked_at is null`),
  ],
);
