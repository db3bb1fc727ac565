'use client';

import type { KeyboardEvent } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { FormMessage } from '@/app/ui/form-message';
import { LinkButton } from '@/app/ui/link-button';
import { useActionForm } from '@/app/ui/use-action-form';
import { useHydrated } from '@/app/ui/use-hydrated';
import { rename } from './actions';
import { sessionsPath } from './names';
import type { ShownSession } from './shown-session';

export function RenameForm({ session, close }: { session: ShownSession; close: () => void }) {
  const { state, pending, form } = useActionForm(rename, { onDone: close });
  const hydrated = useHydrated();
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    <form {...form} onKeyDown={closeOnEscape} className="mt-3 flex flex-col gap-3 sm:max-w-sm" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="sessionId" value={session.id} />
      <Field
        label="Device name"
        name="deviceName"
        autoFocus
        autoComplete="off"
        defaultValue={state.values?.deviceName ?? session.deviceName}
        error={state.fields?.deviceName}
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
          <LinkButton size="sm" href={sessionsPath}>
            Cancel
          </LinkButton>
        )}
      </div>
    </form>
  );
}
