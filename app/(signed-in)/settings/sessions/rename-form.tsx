'use client';

import { Button, SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { rename } from './actions';
import type { ShownSession } from './shown-session';

export function RenameForm({ session, close }: { session: ShownSession; close: () => void }) {
  const { state, pending, form } = useActionForm(rename, { onDone: close });
  return (
    <form {...form} className="mt-3 flex flex-col gap-3 sm:max-w-sm" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="sessionId" value={session.id} />
      <Field
        label="Device name"
        name="deviceName"
        maxLength={60}
        autoFocus
        autoComplete="off"
        defaultValue={session.deviceName}
        error={state.fields?.deviceName}
        required
      />
      <div className="flex gap-2">
        <SubmitButton size="sm" pending={pending}>
          Save name
        </SubmitButton>
        <Button size="sm" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
