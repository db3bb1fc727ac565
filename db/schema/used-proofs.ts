import { index, pgTable, timestamp } from 'drizzle-orm/pg-core';
import { bytea } from './bytea';

/** Proofs of possession that were shown, so that none counts twice, on whatever instance (RFC 9449 §11.1). */
export const usedProofs = pgTable(
  'used_proofs',
  {
    proofHash: bytea('proof_hash').primaryKey(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('used_proofs_by_age').on(table.createdAt)],
);
