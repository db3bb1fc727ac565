'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { renameOrganizationAction } from './actions';

type Props = { name: string; slug: string; base: string; needsProof: boolean };

export function OrganizationForm({ name, slug, base, needsProof }: Props) {
  const { state, pending, values, form } = useActionForm(renameOrganizationAction, {
    purpose: purposes.rename_organization,
    saved: { name, slug },
  });
  const hint = useId();
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Field label="Name" name="name" defaultValue={values.name} error={state.fields?.name} required />
      <Field
        label="Address"
        name="slug"
        hint={`${base}${slug}`}
        defaultValue={values.slug}
        error={state.fields?.slug}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <div className="flex flex-col items-start gap-2">
        <SubmitButton
          pending={pending}
          pendingLabel="Saving…"
          aria-describedby={needsProof ? hint : undefined}
        >
          Save
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
      </div>
    </form>
  );
}
