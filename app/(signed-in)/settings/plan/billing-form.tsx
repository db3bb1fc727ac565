'use client';

import { DraftLine } from '@/app/guard/draft/draft-line';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Card } from '@/app/ui/card';
import { Field } from '@/app/ui/field';
import { LinkButton } from '@/app/ui/link-button';
import { Textarea } from '@/app/ui/textarea';
import type { Billing } from '@/lib/plan/store';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import { enterBillingAction } from './actions';

type Props = { saved: Billing; draft: DraftBody; back: string };

export function BillingForm({ saved, draft: kept, back }: Props) {
  const { company, address, country, vatId } = saved;
  const { state, pending, values, form, draft } = useActionForm(enterBillingAction, {
    draft: kept,
    saved: { company, address, country, vatId },
  });
  const field = (name: string) => ({ name, defaultValue: values[name], error: state.fields?.[name] });
  return (
    <Card>
      <form {...form} className="flex flex-col gap-4" noValidate>
        <FormMessage state={state} />
        <Field label="Company or name" autoComplete="organization" required {...field('company')} />
        <Textarea label="Address" rows={3} autoComplete="street-address" required {...field('address')} />
        <Field label="Country" autoComplete="country-name" required {...field('country')} />
        <Field label="VAT ID" hint="Leave empty if you have none." autoComplete="off" {...field('vatId')} />
        <DraftLine draft={draft} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton pending={pending} pendingLabel="Saving…">
            Continue
          </SubmitButton>
          <LinkButton href={back}>Back</LinkButton>
        </div>
      </form>
    </Card>
  );
}
