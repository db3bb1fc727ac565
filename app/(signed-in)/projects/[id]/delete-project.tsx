'use client';

import { SubmitButton } from '@/app/ui/button';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { remove } from '../actions';

export function DeleteProject({ projectId, needsProof }: { projectId: string; needsProof: boolean }) {
  const { state, pending, form } = useActionForm(remove, { purpose: 'delete this project' });
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="id" value={projectId} />
      <SubmitButton
        variant="danger"
        pending={pending}
        pendingLabel="Deleting…"
        aria-describedby="delete-proof"
      >
        Delete project
      </SubmitButton>
      <p id="delete-proof" className="text-[0.8125rem] text-muted">
        {needsProof
          ? 'We will ask for your password first.'
          : 'You proved it was you a moment ago, so this happens at once.'}
      </p>
    </form>
  );
}
