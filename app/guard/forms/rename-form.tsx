'use client';

import type { KeyboardEvent } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { LinkButton } from '@/app/ui/link-button';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { Action } from '@/lib/web/guards/action-state';
import { FormMessage } from './form-message';
import { useActionForm } from './use-action-form';

type Props = {
  action: Action;
  /** What is renamed: the hidden field that names it. */
  thing: { field: string; id: string };
  name: { field: string; label: string; value: string };
  close: () => void;
  /** For browsers without scripts: the page without this form. */
  cancelHref: string;
};

/** Replaces the thing's own line in a list. */
export function RenameForm({ action, thing, name, close, cancelHref }: Props) {
  const { state, pending, form } = useActionForm(action, { onDone: close });
  const hydrated = useHydrated();
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    <form {...form} onKeyDown={closeOnEscape} className="mt-3 flex flex-col gap-3 sm:max-w-sm" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name={thing.field} value={thing.id} />
      <Field
        label={name.label}
        name={name.field}
        autoFocus
        autoComplete="off"
        defaultValue={state.values?.[name.field] ?? name.value}
        error={state.fields?.[name.field]}
        required
      />
      <div className="flex gap-2">
        <SubmitButton size="sm" pending={pending}>
          Save name
        </SubmitButton>
        {hydrated ? (
          <Button size="sm" onClick={close}>
            Cancel
          </Button>
        ) : (
          <LinkButton size="sm" href={cancelHref}>
            Cancel
          </LinkButton>
        )}
      </div>
    </form>
  );
}
