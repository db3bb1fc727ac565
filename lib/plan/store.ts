/** The account's plan and whom its invoices go to. */

import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { billingDetails } from '../../db/schema/billing-details';
import { users } from '../../db/schema/users';
import type { PlanId } from './plans';

export type Billing = {
  readonly company: string;
  readonly address: string;
  readonly country: string;
  readonly vatId: string;
};

export async function findPlan(
  db: Executor,
  userId: string,
): Promise<{ plan: string; billing: Billing | undefined }> {
  const [row] = await db
    .select({ plan: users.plan, billing: billingDetails })
    .from(users)
    .leftJoin(billingDetails, eq(billingDetails.userId, users.id))
    .where(eq(users.id, userId))
    .limit(1);
  if (!row) throw new Error('the account is gone');
  return { plan: row.plan, billing: row.billing ?? undefined };
}

/** Returns the plan that was left. */
export async function setPlan(db: Executor, userId: string, plan: PlanId): Promise<string> {
  const [before] = await db
    .select({ plan: users.plan })
    .from(users)
    .where(eq(users.id, userId))
    .for('no key update');
  await db.update(users).set({ plan }).where(eq(users.id, userId));
  return before?.plan ?? plan;
}

export async function saveBilling(db: Executor, userId: string, billing: Billing): Promise<void> {
  await db
    .insert(billingDetails)
    .values({ userId, ...billing })
    .onConflictDoUpdate({ target: billingDetails.userId, set: { ...billing, updatedAt: sql`now()` } });
}
