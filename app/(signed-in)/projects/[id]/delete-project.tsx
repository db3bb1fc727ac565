'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { AlertDialog } from '@/app/ui/dialog';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { purposes } from '@/lib/web/messages';
import { remove } from '../actions';

type Props = { project: { id: string; name: string; tasks: number }; needsProof: boolean };

const whatGoes = (tasks: number) =>
  tasks === 0
    ? 'The project is gone for good.'
    : `The project and its ${tasks === 1 ? 'one task' : `${tasks} tasks`} are gone for good.`;

/** Asks before it acts, however fresh the proof is: this cannot be undone. Without scripts the form acts as it stands. */
export function DeleteProject({ project, needsProof }: Props) {
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const { state, pending, submit, form } = useActionForm(remove, { purpose: purposes.delete_project });
  useFocusWhenGone();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const confirmed = () => {
    setAsking(false);
    if (form.ref.current) void submit(new FormData(form.ref.current));
  };
  return (
    <>
      <form {...form} onSubmit={ask} className="flex flex-col items-start gap-2">
        <FormMessage state={state} />
        <input type="hidden" name="id" value={project.id} />
        <SubmitButton
          variant="danger"
          pending={pending}
          pendingLabel="Deleting…"
          aria-describedby={needsProof ? 'delete-proof' : undefined}
        >
          Delete project
        </SubmitButton>
        {needsProof ? (
          <p id="delete-proof" className="text-[0.8125rem] text-muted">
            We will ask for your password first.
          </p>
        ) : null}
      </form>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        initialFocus={cancel}
        title={`Delete “${project.name}”?`}
        description={whatGoes(project.tasks)}
        actions={
          <>
            <Button ref={cancel} onClick={() => setAsking(false)}>
              Cancel
            </Button>
            <Button variant="danger" onClick={confirmed}>
              Delete project
            </Button>
          </>
        }
      />
    </>
  );
}
