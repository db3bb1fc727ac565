import { sql } from 'drizzle-orm';
import { check, index, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { sessions } from './sessions';

/** Every refresh token of a family, spent ones as well, so that one that is shown again is recognised (RFC 9700 §4.14.2). */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    // The one it was given for; null for the first of its family.
    parentHash: bytea('parent_hash'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    // When it was spent, and from then on what it was spent for, under a key that only the token itself gives.
    usedAt: timestamp('used_at', { withTimezone: true }),
    successorSealed: bytea('successor_sealed'),
    // From then on the successor is never given again.
    successorUsedAt: timestamp('successor_used_at', { withTimezone: true }),
  },
  (table) => [
    check('refresh_tokens_hash_is_sha256', sql`octet_length(${table.tokenHash}) = 32`),
    check(
      'refresh_tokens_successor_needs_use',
      sql`${table.usedAt} is not null or (${table.successorSealed} is null and ${table.successorUsedAt} is null)`,
    ),
    index('refresh_tokens_by_session').on(table.sessionId, table.createdAt),
  ],
);
