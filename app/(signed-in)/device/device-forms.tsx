'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { allowDeviceAction, claimDeviceAction, refuseDeviceAction } from './actions';

/** Never filled in ahead: a link with a code in it doesn't come from the person's own device (RFC 8628 §5.4). */
export function DeviceCodeForm() {
  const { state, pending, values, form } = useActionForm(claimDeviceAction, { repeats: false });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Field
        label="Code"
        name="code"
        hint="Eight letters. Capitals, spaces and dashes don't matter."
        defaultValue={values.code}
        error={state.fields?.code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
      />
      <SubmitButton className="self-start" pending={pending}>
        Continue
      </SubmitButton>
    </form>
  );
}

/** `shown`: what the page shows, so that nothing else is answered. */
export function DeviceAnswer({ shown }: { shown: string }) {
  const allow = useActionForm(allowDeviceAction, { purpose: purposes.sign_in_app, repeats: false });
  const refuse = useActionForm(refuseDeviceAction, { repeats: false });
  return (
    <div className="flex flex-col gap-3">
      <FormMessage state={allow.state} />
      <FormMessage state={refuse.state} />
      <div className="flex flex-wrap gap-2">
        <form {...allow.form}>
          <input type="hidden" name="shown" value={shown} />
          <SubmitButton pending={allow.pending} pendingLabel="Signing in…">
            Continue
          </SubmitButton>
        </form>
        <form {...refuse.form}>
          <input type="hidden" name="shown" value={shown} />
          <SubmitButton variant="secondary" pending={refuse.pending}>
            Cancel
          </SubmitButton>
        </form>
      </div>
    </div>
  );
}
