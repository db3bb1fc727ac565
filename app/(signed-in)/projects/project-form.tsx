'use client';

import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { FormMessage } from '@/app/ui/form-message';
import { Textarea } from '@/app/ui/textarea';
import { toast } from '@/app/ui/toaster';
import { useActionForm } from '@/app/ui/use-action-form';
import type { Action } from '@/lib/web/action-state';

type Props = {
  action: Action;
  submit: string;
  submitting: string;
  project?: { id: string; name: string; description: string };
};

export function ProjectForm({ action, submit, submitting, project }: Props) {
  const { state, pending, form } = useActionForm(action, { onDone: () => toast('Saved.') });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {project ? <input type="hidden" name="id" value={project.id} /> : null}
      <Field
        label="Name"
        name="name"
        maxLength={100}
        autoComplete="off"
        defaultValue={state.values?.name ?? project?.name}
        error={state.fields?.name}
        required
      />
      <Textarea
        label="Description"
        name="description"
        rows={5}
        maxLength={2000}
        defaultValue={state.values?.description ?? project?.description}
        error={state.fields?.description}
      />
      <div>
        <SubmitButton pending={pending} pendingLabel={submitting}>
          {submit}
        </SubmitButton>
      </div>
    </form>
  );
}
