'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { purposes } from '@/lib/words/reasons';
import { addWebhookAction } from './actions';
import { EventBoxes } from './event-boxes';
import { ShownSecret } from './shown-secret';

export function EndpointForm({ needsProof }: { needsProof: boolean }) {
  const { state, pending, values, form } = useActionForm(addWebhookAction, {
    purpose: purposes.change_webhooks,
    // Sent twice, it would make two of them.
    repeats: false,
  });
  const hint = useId();
  const secret = state.status === 'done' ? state.data?.secret : undefined;
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {secret ? <ShownSecret secret={secret} /> : null}
      {/* Another one begins with empty fields. */}
      <form key={secret} {...form} className="flex flex-col gap-4" noValidate>
        <FormMessage state={state} />
        <Field
          label="Address"
          name="url"
          type="url"
          inputMode="url"
          placeholder="https://"
          defaultValue={values.url}
          error={state.fields?.url}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <EventBoxes values={values} error={state.fields?.events} />
        <div className="flex flex-col items-start gap-2">
          <SubmitButton
            pending={pending}
            pendingLabel="Adding…"
            aria-describedby={needsProof ? hint : undefined}
          >
            Add endpoint
          </SubmitButton>
          <ProofHint id={hint} needsProof={needsProof} />
        </div>
      </form>
    </div>
  );
}
