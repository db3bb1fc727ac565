'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { foundAction } from './actions';

export function NewOrganizationForm({ base }: { base: string }) {
  const { state, pending, values, form } = useActionForm(foundAction);
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Field
        label="Name"
        name="name"
        autoComplete="organization"
        defaultValue={values.name}
        error={state.fields?.name}
        required
      />
      <Field
        label="Address"
        name="slug"
        hint={`Follows ${base}. Leave it empty to have it made from the name.`}
        defaultValue={values.slug}
        error={state.fields?.slug}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <SubmitButton className="self-start" pending={pending} pendingLabel="Creating…">
        Create organization
      </SubmitButton>
    </form>
  );
}
