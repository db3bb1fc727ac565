'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitWithProof } from '@/app/guard/step-up/submit-with-proof';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { renameOrganizationAction } from './actions';

type Props = { name: string; slug: string; base: string; needsProof: boolean };

export function OrganizationForm({ name, slug, base, needsProof }: Props) {
  const { state, pending, values, form } = useActionForm(renameOrganizationAction, {
    purpose: purposes.rename_organization,
    saved: { name, slug },
  });
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
      <SubmitWithProof pending={pending} pendingLabel="Saving…" needsProof={needsProof}>
        Save
      </SubmitWithProof>
    </form>
  );
}
