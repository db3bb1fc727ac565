import { sql } from 'drizzle-orm';
import { bigint, index, inet, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * Append-only: the application's role may only read and insert, and a trigger refuses everybody else. Retention goes through
 * functions that can do nothing else. No foreign keys, so that the record outlives what it records.
 */
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
    // Where it happened, for what happens in an organization.
    organizationId: uuid('organization_id'),
    reason: text(),
    ip: inet(),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    data: jsonb().notNull().default({}),
  },
  (table) => [
    // A person's own log, newest first. The event is in the index, so a filter can skip lines without reading their rows.
    index('audit_events_by_user').on(table.userId, table.id, table.event),
    index('audit_events_by_organization')
      .on(table.organizationId, table.id, table.event)
      .where(sql`organization_id is not null`),
    // The same of one person there: what they did, and what others did to them.
    index('audit_events_by_organization_actor')
      .on(table.organizationId, table.actorId, table.id, table.event)
      .where(sql`organization_id is not null`),
    index('audit_events_by_organization_person')
      .on(table.organizationId, table.userId, table.id, table.event)
      .where(sql`organization_id is not null and actor_id is distinct from user_id`),
    index('audit_events_by_session').on(table.sessionId, table.at),
    // For someone who quotes the id of a request.
    index('audit_events_by_request').on(table.requestId).where(sql`request_id is not null`),
    // For the retention job alone: all by age, those with a whole address, and those about somebody other than the person who
    // acted.
    index('audit_events_by_age').on(table.at),
    index('audit_events_whole_address')
      .on(table.at)
      .where(sql`ip is not null and masklen(ip) > case family(ip) when 4 then 24 else 48 end`),
    index('audit_events_by_other').on(table.actorId).where(sql`actor_id is distinct from user_id`),
  ],
);
