/** How far the person has got, read from the drafts of the steps, so it is the same on every device. */

import { billingForm, planChoiceForm } from '@/lib/draft/forms';
import type { SignedInContext } from '@/lib/flows/context';
import { planOf } from '@/lib/plan/plans';
import { findPlan } from '@/lib/plan/store';
import { openDraft } from '@/lib/web/draft/open-draft';
import { billing, choice } from './fields';

export async function progressOf(ctx: SignedInContext) {
  const [account, chosenDraft, billingDraft] = await Promise.all([
    findPlan(ctx.db, ctx.user.id),
    openDraft(ctx, planChoiceForm),
    openDraft(ctx, billingForm),
  ]);
  const current = planOf(account.plan);
  const picked = choice.safeParse(chosenDraft.fields).data?.plan;
  const { company = '', address = '', country = '', vatId = '' } = account.billing ?? {};
  const savedBilling = { company, address, country, vatId };
  return {
    current,
    /** A plan other than the current one. */
    chosen: picked && picked !== current.id ? planOf(picked) : undefined,
    chosenDraft,
    billingDraft,
    savedBilling,
    /** Undefined unless complete and valid. */
    billing: billing.safeParse({ ...savedBilling, ...billingDraft.fields }).data,
  };
}

export type PlanProgress = Awaited<ReturnType<typeof progressOf>>;
