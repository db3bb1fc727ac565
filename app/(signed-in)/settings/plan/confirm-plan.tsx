'use client';

import type { ReactNode } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Card } from '@/app/ui/card';
import { LinkButton } from '@/app/ui/link-button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { type Plan, priceWords } from '@/lib/plan/plans';
import type { Billing } from '@/lib/plan/store';
import { purposes } from '@/lib/words/reasons';
import { confirmPlanAction } from './actions';

type Props = {
  current: Plan;
  chosen: Plan;
  /** Undefined for a free plan. */
  billing: Billing | undefined;
  needsProof: boolean;
  back: string;
};

export function ConfirmPlan({ current, chosen, billing, needsProof, back }: Props) {
  const { state, pending, form } = useActionForm(confirmPlanAction, { purpose: purposes.change_plan });
  const upgrade = chosen.pricePerMonth > current.pricePerMonth;
  return (
    <Card>
      <form {...form} className="flex flex-col gap-4">
        <FormMessage state={state} />
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
          <Line name="From">{current.name}</Line>
          <Line name="To">
            {chosen.name}, {priceWords(chosen)}
          </Line>
          {billing ? (
            <>
              <Line name="Invoices to">
                <PersonText>{billing.company}</PersonText>
              </Line>
              <Line name="Address">
                <PersonText lines>{billing.address}</PersonText>
              </Line>
              <Line name="Country">
                <PersonText>{billing.country}</PersonText>
              </Line>
              {billing.vatId ? (
                <Line name="VAT ID">
                  <PersonText>{billing.vatId}</PersonText>
                </Line>
              ) : null}
            </>
          ) : null}
        </dl>
        <input type="hidden" name="plan" value={chosen.id} />
        {Object.entries(billing ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {upgrade ? (
          <Note>
            A payment provider goes here. Until one is connected, confirming changes the plan and charges
            nothing.
          </Note>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton pending={pending} pendingLabel="Changing the plan…">
            {upgrade ? 'Confirm upgrade' : 'Confirm change'}
          </SubmitButton>
          <LinkButton href={back}>Back</LinkButton>
        </div>
        <ProofHint needsProof={needsProof} />
      </form>
    </Card>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 whitespace-pre-line">{children}</dd>
  </>
);
