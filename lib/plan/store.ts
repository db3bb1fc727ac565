/** The account's plan and whom its invoices go to. */

import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { billingDetails } from '../../db/schema/billing-details';
import { users } from '../../db/schema/users';

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

export async function saveBilling(db: Executor, userId: string, billing: Billing): Promise<void> {
  await db
    .insert(billingDetails)
    .values({ userId, ...billing })
    .onConflictDoUpdate({ target: billingDetails.userId, set: { ...billing, updatedAt: sql`now()` } });
}
