'use client';

import { Square, SquareCheckBig } from 'lucide-react';
import { useState } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { CardList } from '@/app/ui/card';
import { Field } from '@/app/ui/field';
import { PersonText } from '@/app/ui/person-text';
import { inSentence } from '@/lib/typed/visible';
import { addTaskToAction, setDoneAction } from '../actions';

type Task = { id: string; title: string; done: boolean };

export function Tasks({ projectId, tasks }: { projectId: string; tasks: readonly Task[] }) {
  const [added, setAdded] = useState(0);
  return (
    <>
      {tasks.length > 0 ? (
        <CardList label="Tasks">
          {tasks.map((task) => (
            <TaskRow key={task.id} projectId={projectId} task={task} />
          ))}
        </CardList>
      ) : null}
      {/* A new key empties the field once the task is in the list. */}
      <AddTask key={added} projectId={projectId} onAdded={() => setAdded(added + 1)} focus={added > 0} />
    </>
  );
}

function TaskRow({ projectId, task }: { projectId: string; task: Task }) {
  const { state, pending, form } = useActionForm(setDoneAction);
  const Icon = task.done ? SquareCheckBig : Square;
  return (
    <li className="px-2 py-1">
      <form {...form} className="flex items-center gap-2">
        <input type="hidden" name="id" value={projectId} />
        <input type="hidden" name="taskId" value={task.id} />
        <input type="hidden" name="done" value={task.done ? 'no' : 'yes'} />
        <SubmitButton
          variant="ghost"
          size="sm"
          pending={pending}
          aria-label={`${task.done ? 'Reopen' : 'Complete'} “${inSentence(task.title)}”`}
        >
          <Icon aria-hidden="true" className="size-4" />
        </SubmitButton>
        <PersonText className={task.done ? 'text-muted line-through' : undefined}>{task.title}</PersonText>
      </form>
      <FormMessage state={state} />
    </li>
  );
}

type AddProps = { projectId: string; onAdded: () => void; focus: boolean };

function AddTask({ projectId, onAdded, focus }: AddProps) {
  const { state, pending, form } = useActionForm(addTaskToAction, { onDone: onAdded });
  return (
    <form {...form} className="mt-3 flex flex-col gap-2" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="id" value={projectId} />
      <div className="flex items-start gap-2">
        <Field
          label="New task"
          name="title"
          autoComplete="off"
          autoFocus={focus}
          defaultValue={state.values?.title}
          error={state.fields?.title}
          required
        />
        {/* Aligned with the field and equally high, even with an error below it. */}
        <SubmitButton variant="secondary" pending={pending} className="mt-6.5 min-h-9.5 sm:min-h-9">
          Add task
        </SubmitButton>
      </div>
    </form>
  );
}
