/** An organization's own rules: how long a proof lasts there, whether a second factor is needed, whether support may ask. */

import { eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../../db/client';
import { organizations } from '../../db/schema/organizations';
import type { Seconds } from '../time';
import type { SupportChoice } from './limits';

export type OrganizationRules = {
  /** Null where the product's own limit is enough. */
  readonly idle: Seconds | null;
  /** Counts from the last proof. */
  readonly absolute: Seconds | null;
  readonly secondFactor: boolean;
  readonly supportAccess: SupportChoice;
};

const columns = {
  idle: sql<Seconds | null>`${organizations.idleLimitSeconds}`,
  absolute: sql<Seconds | null>`${organizations.absoluteLimitSeconds}`,
  secondFactor: organizations.secondFactorRequired,
  supportAccess: sql<SupportChoice>`${organizations.supportAccess}`,
};

/** Throws where there is no such organization. */
export async function readRules(db: Executor, id: string): Promise<OrganizationRules> {
  const [rules] = await db.select(columns).from(organizations).where(eq(organizations.id, id));
  if (!rules) throw new Error('the organization is gone');
  return rules;
}

/** What is left out stays as it is. */
export async function setRules(
  tx: Transaction,
  id: string,
  rules: Partial<OrganizationRules>,
): Promise<void> {
  await tx
    .update(organizations)
    .set({
      idleLimitSeconds: rules.idle,
      absoluteLimitSeconds: rules.absolute,
      secondFactorRequired: rules.secondFactor,
      supportAccess: rules.supportAccess,
    })
    .where(eq(organizations.id, id));
}

/**
 * From the commit on, proof from before opens nothing here. It is not the moment when the transaction began: proof that was given
 * since then doesn't count either.
 */
export async function closeOrganization(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(organizations)
    .set({
      sessionsValidFrom: sql`greatest(${organizations.sessionsValidFrom}, clock_timestamp())`,
    })
    .where(eq(organizations.id, id));
}
