'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { toast } from '@/app/ui/toaster';
import type { Action } from '@/lib/web/guards/action-state';
import { purposes } from '@/lib/words/reasons';
import { ReasonField } from './reason-field';

export interface DeedFormProps {
  action: Action;
  /** The label of what opens the form, and of its button. */
  button: string;
  /** What it does to the person, before it is done. */
  does: string;
  done: string;
  /** What it is done to. */
  fields: Readonly<Record<string, string>>;
  /** The id of what the button is about, where several look alike. */
  describedBy?: string;
}

/** Asks for the reason before anything happens. It opens and works without scripts, too. */
export function DeedForm({ action, button, does, done, fields, describedBy }: DeedFormProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const what = useId();
  const { state, pending, values, form } = useActionForm(action, {
    purpose: purposes.staff_action,
    onDone: () => {
      if (details.current) details.current.open = false;
      toast(done);
    },
  });
  return (
    <details
      ref={details}
      className="group w-full"
      open={(state.status !== 'idle' && state.status !== 'done') || undefined}
    >
      <summary
        aria-describedby={describedBy}
        className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-md text-accent-ink hover:underline"
      >
        <ChevronRight aria-hidden="true" className="size-4 group-open:rotate-90" />
        {button}…
      </summary>
      <form {...form} noValidate className="mt-2 mb-4 flex max-w-lg flex-col gap-3">
        <FormMessage state={state} />
        <p id={what} className="text-muted">
          {does}
        </p>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ReasonField defaultValue={values.reason} error={state.fields?.reason} />
        <SubmitButton
          className="self-start"
          variant="danger"
          size="sm"
          pending={pending}
          aria-describedby={describedBy ? `${describedBy} ${what}` : what}
        >
          {button}
        </SubmitButton>
      </form>
    </details>
  );
}
