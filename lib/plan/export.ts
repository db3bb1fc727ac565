/** A person's plan and billing details, for their own copy of it. */

import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { billingDetails } from '../../db/schema/billing-details';
import { findPlan } from './store';

/** `billing` is null where none was given. */
export async function exportPlan(db: Executor, userId: string) {
  const { plan } = await findPlan(db, userId);
  const [billing] = await db
    .select({
      company: billingDetails.company,
      address: billingDetails.address,
      country: billingDetails.country,
      vatId: billingDetails.vatId,
      updatedAt: billingDetails.updatedAt,
    })
    .from(billingDetails)
    .where(eq(billingDetails.userId, userId));
  return { plan, billing: billing ?? null };
}
