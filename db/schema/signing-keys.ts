import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';

/** What access tokens and events that we send are signed with. Published before it is used, and for a while after (RFC 7517). */
export const signingKeys = pgTable(
  'signing_keys',
  {
    kid: text().primaryKey(),
    alg: text().notNull().default('ES256'),
    publicJwk: jsonb('public_jwk').$type<Record<string, string>>().notNull(),
    privateSealed: bytea('private_sealed').notNull(),
    // Which of the servers' secrets it is sealed under; it says nothing about it.
    sealedUnder: text('sealed_under').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    // It signs from then on.
    activeFrom: timestamp('active_from', { withTimezone: true }).notNull(),
    // It signs nothing more; verifiers still find it for as long as what it signed is good.
    retiredAt: timestamp('retired_at', { withTimezone: true }),
  },
  (table) => [check('signing_keys_alg_is_known', sql`${table.alg} = 'ES256'`)],
);
