import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';
import { organizations } from './organizations';

/** Where events are sent to, by an organization or, without one, by the operator of the product. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: uuid().primaryKey().defaultRandom(),
    // Null: the product's own, which hears of everybody.
    organizationId: uuid('organization_id').references(() => organizations.id, { onDelete: 'cascade' }),
    url: text().notNull(),
    // What it is told of.
    events: text().array().notNull(),
    // For the receiver to know us by, sealed; the one before is good for a while after a change.
    secretSealed: bytea('secret_sealed').notNull(),
    secretSealedUnder: text('secret_sealed_under').notNull(),
    oldSecretSealed: bytea('old_secret_sealed'),
    oldSecretSealedUnder: text('old_secret_sealed_under'),
    secretChangedAt: timestamp('secret_changed_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    createdBy: uuid('created_by'),
    // Turned off by a person, or by us after too many failures.
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
    disabledReason: text('disabled_reason'),
    removedAt: timestamp('removed_at', { withTimezone: true }),
  },
  (table) => [
    check(
      'webhook_endpoints_off_is_whole',
      sql`(${table.disabledAt} is null) = (${table.disabledReason} is null)`,
    ),
    index('webhook_endpoints_by_organization').on(table.organizationId),
  ],
);

/** The outbox of events: written in the transaction of what it reports, sent afterwards by a job. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid().primaryKey().defaultRandom(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    organizationId: uuid('organization_id'),
    event: text().notNull(),
    // The claims of the event (RFC 8417), signed when it is sent.
    claims: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    attemptedAt: timestamp('attempted_at', { withTimezone: true }),
    // What the other side said last: a status, or a word of ours for why there was none.
    answered: text(),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
    // No more tries.
    droppedAt: timestamp('dropped_at', { withTimezone: true }),
    // Sent again by hand: of which one.
    repeats: uuid(),
  },
  (table) => [
    index('webhook_deliveries_by_endpoint').on(table.endpointId, table.createdAt.desc(), table.id.desc()),
    index('webhook_deliveries_waiting')
      .on(table.createdAt)
      .where(sql`delivered_at is null and dropped_at is null`),
    // For the retention job alone.
    index('webhook_deliveries_by_age').on(table.createdAt),
  ],
);
