'use client';

import { Button, SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { renamePasskey } from './passkey-actions';

export function RenamePasskey({
  passkey,
  close,
}: {
  passkey: { id: string; name: string };
  close: () => void;
}) {
  const { state, pending, form } = useActionForm(renamePasskey, { onDone: close });
  return (
    <form
      {...form}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
      className="mt-3 flex flex-col gap-3 sm:max-w-sm"
      noValidate
    >
      <FormMessage state={state} />
      <input type="hidden" name="id" value={passkey.id} />
      <Field
        label="Name"
        name="passkeyName"
        autoFocus
        autoComplete="off"
        defaultValue={passkey.name}
        error={state.fields?.passkeyName}
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
