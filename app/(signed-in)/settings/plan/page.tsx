import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageWindow } from '@/app/guard/session/page-window';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { needsProof } from '@/lib/flows/context';
import { priceWords } from '@/lib/plan/plans';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { BillingForm } from './billing-form';
import { ChoosePlan } from './choose-plan';
import { ConfirmPlan } from './confirm-plan';
import { planPath, stepPath } from './fields';
import { type PlanProgress, progressOf } from './progress';
import { type Step, Steps } from './steps';

export const metadata: Metadata = { title: 'Plan' };

type Props = { searchParams: Promise<{ step?: string | string[] }> };

export default async function PlanPage({ searchParams }: Props) {
  const ctx = await requireSession({ sensitivity: 'sensitive' });
  requireFeature('plans');
  const [{ step: asked }, progress] = await Promise.all([searchParams, progressOf(ctx)]);
  const step = stepOf(asked, progress);
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader
        title="Plan"
        description={`You're on the ${progress.current.name} plan, ${priceWords(progress.current)}.`}
      />
      <Steps current={step} withBilling={progress.chosen?.id !== 'free'} />
      {step === 'choose' ? (
        <Section title="Choose a plan">
          <ChoosePlan current={progress.current.id} draft={progress.chosenDraft} />
        </Section>
      ) : null}
      {step === 'billing' ? (
        <Section title="Billing details">
          <BillingForm saved={progress.savedBilling} draft={progress.billingDraft} back={planPath} />
        </Section>
      ) : null}
      {step === 'confirm' && progress.chosen ? (
        <Section title="Confirm">
          <ConfirmPlan
            current={progress.current}
            chosen={progress.chosen}
            billing={progress.chosen.id === 'free' ? undefined : progress.billing}
            needsProof={needsProof(ctx, 'sensitive')}
            back={progress.chosen.id === 'free' ? planPath : stepPath('billing')}
          />
        </Section>
      ) : null}
    </>
  );
}

/** A step opens only once the steps before it are answered. */
function stepOf(asked: string | string[] | undefined, { chosen, billing }: PlanProgress): Step {
  if (asked !== 'billing' && asked !== 'confirm') return 'choose';
  if (!chosen) redirect(planPath);
  if (chosen.id === 'free') return 'confirm';
  if (asked === 'confirm' && !billing) redirect(stepPath('billing'));
  return asked;
}
