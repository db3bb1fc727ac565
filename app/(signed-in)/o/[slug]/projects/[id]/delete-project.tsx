'use client';

import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import { purposes } from '@/lib/words/reasons';
import { removeAction } from '../actions';

type Props = { project: { id: string; name: string; tasks: number }; needsProof: boolean };

const whatGoes = (tasks: number) =>
  tasks === 0
    ? 'The project is gone for good.'
    : `The project and its ${tasks === 1 ? 'one task' : `${tasks} tasks`} are gone for good.`;

export function DeleteProject({ project, needsProof }: Props) {
  useFocusWhenGone();
  return (
    <ConfirmedForm
      action={removeAction}
      purpose={purposes.delete_project}
      needsProof={needsProof}
      button="Delete project"
      pendingLabel="Deleting…"
      title={`Delete “${inSentence(project.name)}”?`}
      description={whatGoes(project.tasks)}
    >
      <input type="hidden" name="id" value={project.id} />
    </ConfirmedForm>
  );
}
