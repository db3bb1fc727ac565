import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { users } from './users';

/** A person's passkeys (WebAuthn credentials). Only public keys: nothing in here signs anybody in. */
export const passkeys = pgTable(
  'passkeys',
  {
    // Public, for the list.
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    // As the authenticator names it, base64url. Two people never share one.
    credentialId: text('credential_id').notNull().unique(),
    // COSE, as the authenticator gave it.
    publicKey: bytea('public_key').notNull(),
    // Uses counted by the authenticator; always zero if it does not count. If it goes down, that suggests a copy.
    counter: bigint({ mode: 'number' }).notNull(),
    // How a browser reaches it again, in its own words.
    transports: text().array().notNull().default(sql`'{}'`),
    // Kept by a password manager on several devices, or bound to one.
    synced: boolean().notNull(),
    name: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  },
  (table) => [
    check('passkeys_counter_is_no_less_than_zero', sql`${table.counter} >= 0`),
    index('passkeys_by_user').on(table.userId),
  ],
);
