'use client';

import { DraftLine } from '@/app/guard/draft/draft-line';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { type PlanId, plans, priceLabel } from '@/lib/plan/plans';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import { choosePlanAction } from './actions';

export function ChoosePlan({ current, draft: kept }: { current: PlanId; draft: DraftBody }) {
  const { state, pending, values, form, draft } = useActionForm(choosePlanAction, {
    draft: kept,
    saved: { plan: current },
  });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <fieldset
        aria-describedby={state.fields?.plan ? 'plan-error' : undefined}
        className="divide-y divide-line rounded-lg border border-line bg-surface"
      >
        <legend className="sr-only">Plan</legend>
        {plans.map((plan) => (
          <label
            key={plan.id}
            className="flex cursor-pointer items-start gap-3 p-4 first-of-type:rounded-t-lg last-of-type:rounded-b-lg hover:bg-hover has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="plan"
              value={plan.id}
              defaultChecked={values.plan === plan.id}
              aria-label={plan.name}
              aria-describedby={`${plan.id}-summary ${plan.id}-price`}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 grow">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                {plan.name}
                {plan.id === current ? <Badge>Your plan</Badge> : null}
              </span>
              <span id={`${plan.id}-summary`} className="block text-muted">
                {plan.summary}
              </span>
            </span>
            <span id={`${plan.id}-price`} className="shrink-0 whitespace-nowrap tabular-nums">
              {priceLabel(plan)}
            </span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite" className="empty:hidden">
        {state.fields?.plan ? (
          <p id="plan-error" className="text-[0.8125rem] text-danger-ink">
            {state.fields.plan}
          </p>
        ) : null}
      </div>
      <DraftLine draft={draft} />
      <div>
        <SubmitButton pending={pending} pendingLabel="Saving…">
          Continue
        </SubmitButton>
      </div>
    </form>
  );
}
