'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { everyonePhrase } from '@/lib/words/staff';
import { ReasonField } from '../reason-field';
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
      <ReasonField defaultValue={values.reason} error={state.fields?.reason} />
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
