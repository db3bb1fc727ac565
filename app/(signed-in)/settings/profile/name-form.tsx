'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { toast } from '@/app/ui/toaster';
import { renamePersonAction } from './actions';

export function NameForm({ name }: { name: string }) {
  const { state, pending, values, form } = useActionForm(renamePersonAction, {
    saved: { name },
    onDone: () => toast('Your name was saved.'),
  });
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={values.name}
        error={state.fields?.name}
        required
      />
      <SubmitButton className="self-start" pending={pending} pendingLabel="Saving…">
        Save name
      </SubmitButton>
    </form>
  );
}
