import { bigint, index, inet, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. No foreign keys, so that the record outlives what it records. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    event: text().notNull(),
    outcome: text().notNull(),
    actorId: uuid('actor_id'),
    userId: uuid('user_id'),
    sessionId: uuid('session_id'),
    reason: text(),
    ip: inet(),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    data: jsonb().notNull().default({}),
  },
  (table) => [
    index('audit_events_by_user').on(table.userId, table.at.desc()),
    index('audit_events_by_session').on(table.sessionId, table.at),
  ],
);
