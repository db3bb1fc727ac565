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
    // A person's own log, the newest first. With the event in it, a filter passes over what it does not want in the index.
    index('audit_events_by_user').on(table.userId, table.id, table.event),
    index('audit_events_by_session').on(table.sessionId, table.at),
  ],
);
