'use client';

import { DraftLine } from '@/app/guard/draft/draft-line';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { Textarea } from '@/app/ui/textarea';
import { toast } from '@/app/ui/toaster';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import type { Action } from '@/lib/web/guards/action-state';

type Props = {
  action: Action;
  submit: string;
  submitting: string;
  draft: DraftBody; // only: drafts
  project?: { id: string; name: string; description: string };
};

export function ProjectForm(props: Props) {
  const { action, submit, submitting, project } = props;
  const sent = useActionForm(action, {
    draft: props.draft, // only: drafts
    saved: { name: project?.name ?? '', description: project?.description ?? '' },
    onDone: () => toast('Saved.'),
  });
  const { state, pending, values, form } = sent;
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {project ? <input type="hidden" name="id" value={project.id} /> : null}
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        defaultValue={values.name}
        error={state.fields?.name}
        required
      />
      <Textarea
        label="Description"
        name="description"
        rows={5}
        defaultValue={values.description}
        error={state.fields?.description}
      />
      {/* only: drafts, from here */}
      <DraftLine draft={sent.draft} />
      {/* only: drafts, to here */}
      <div>
        <SubmitButton pending={pending} pendingLabel={submitting}>
          {submit}
        </SubmitButton>
      </div>
    </form>
  );
}
