'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitWithProof } from '@/app/guard/step-up/submit-with-proof';
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
        <SubmitWithProof pending={pending} pendingLabel="Adding…" needsProof={needsProof}>
          Add endpoint
        </SubmitWithProof>
      </form>
    </div>
  );
}
