/** Changing the account's plan. A payment provider goes where the plan is set: charge first, then write. */

import { setPlan } from '../../account/store';
import { billingForm, planChoiceForm } from '../../draft/forms';
import { discardDrafts } from '../../draft/store';
import type { PlanId } from '../../plan/plans';
import { type Billing, saveBilling } from '../../plan/store';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';

export type PlanChange = {
  readonly plan: PlanId;
  /** Absent for a plan that costs nothing: then the earlier details stay. */
  readonly billing?: Billing;
};

/** Plan, billing details, the drafts of the steps and the line in the trail: all or nothing. */
export async function changePlan(ctx: SignedInContext, change: PlanChange): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const before = await setPlan(tx, ctx.user.id, change.plan);
    if (change.billing) await saveBilling(tx, ctx.user.id, change.billing);
    await discardDrafts(tx, ctx.user.id, [planChoiceForm, billingForm]);
    await record(ctx, tx, {
      event: 'plan_changed',
      outcome: 'success',
      ...actor(ctx),
      data: { from: before, to: change.plan },
    });
  });
}
