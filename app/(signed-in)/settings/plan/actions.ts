'use server';

import { z } from 'zod';
import { billingForm, planChoiceForm } from '@/lib/draft/forms';
import { keepStep } from '@/lib/flows/drafts/keep-draft';
import { changePlan } from '@/lib/flows/sample/change-plan';
import { findPlan } from '@/lib/plan/store';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { billing, choice, planPath, stepPath } from './fields';

export const choosePlanAction = protectedAction(
  { feature: 'plans', input: choice, limit: 'session_management', once: 'choose_plan' },
  async (ctx, { plan }) => {
    const current = await findPlan(ctx.db, ctx.user.id);
    if (current.plan === plan) {
      return { status: 'invalid', fields: { plan: "You're already on this plan. Choose another one." } };
    }
    await keepStep(ctx, planChoiceForm, { plan });
    return { status: 'done', goTo: stepPath(plan === 'free' ? 'confirm' : 'billing') };
  },
);

export const enterBillingAction = protectedAction(
  { feature: 'plans', input: billing, limit: 'session_management', once: 'save_billing' },
  async (ctx, typed) => {
    await keepStep(ctx, billingForm, typed);
    return { status: 'done', goTo: stepPath('confirm') };
  },
);

/** The last step sends everything it shows, so what the person agreed to is what happens. */
const all = z.union([choice.extend({ plan: z.literal('free') }), choice.extend(billing.shape)]);

export const confirmPlanAction = protectedAction(
  {
    feature: 'plans',
    input: all,
    limit: 'session_management',
    stepUp: 'sensitive',
    purpose: 'change_plan',
    once: 'change_plan',
  },
  async (ctx, { plan, ...details }) => {
    await changePlan(ctx, { plan, billing: billing.safeParse(details).data });
    return { status: 'done', goTo: planPath };
  },
);
