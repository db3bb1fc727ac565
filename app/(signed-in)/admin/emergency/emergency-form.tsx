'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { everyonePhrase, longestReason, reasonHint, shortestReason } from '@/lib/words/staff';
import { signEveryoneOutAction } from './actions';

/** Never sent twice by itself: a second one would end the sessions that people have begun since. */
export function EmergencyForm() {
  const { state, pending, values, form } = useActionForm(signEveryoneOutAction, {
    purpose: purposes.sign_out_all,
    repeats: false,
  });
  return (
    <form {...form} noValidate className="flex flex-col gap-4">
      <FormMessage state={state} />
      <Field
        label="Reason"
        name="reason"
        defaultValue={values.reason}
        error={state.fields?.reason}
        hint={reasonHint}
        minLength={shortestReason}
        maxLength={longestReason}
        autoComplete="off"
        required
      />
      <Field
        label={`Type ${everyonePhrase}`}
        name="phrase"
        defaultValue={values.phrase}
        error={state.fields?.phrase}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <SubmitButton
        className="self-start"
        variant="danger"
        pending={pending}
        pendingLabel="Signing everyone out…"
      >
        Sign everyone out
      </SubmitButton>
    </form>
  );
}
