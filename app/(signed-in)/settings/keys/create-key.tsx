'use client';

import { type ReactNode, useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitWithProof } from '@/app/guard/step-up/submit-with-proof';
import { Button } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { copyText } from '@/app/ui/copy-text';
import { Field } from '@/app/ui/field';
import { Note } from '@/app/ui/note';
import { Select } from '@/app/ui/select';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { Action } from '@/lib/web/guards/action-state';
import { keyLengthWords, keyShownOnceSentence, keyWarningSentence } from '@/lib/words/keys';
import { purposes } from '@/lib/words/reasons';
import type { ShownKey } from './answers';
import { mayField } from './may-field';

type Props = {
  readonly action: Action<ShownKey>;
  readonly scopes: readonly { readonly name: string; readonly label: string }[];
  readonly lengths: readonly number[];
  readonly usual: number;
  readonly needsProof: boolean;
};

/** Works without scripts: the page comes back with the key, this once. */
export function CreateKey({ action, scopes, lengths, usual, needsProof }: Props) {
  const { state, pending, values, form } = useActionForm(action, {
    purpose: purposes.create_key,
    // Sent twice, it would make two keys and show one.
    repeats: false,
  });
  const made = state.status === 'done' ? state.data?.key : undefined;
  return (
    <div className="flex flex-col gap-4">
      {made ? <NewKey value={made} /> : null}
      {/* A form of its own for the next key, empty again. */}
      <form key={made} {...form} className="flex max-w-md flex-col gap-4" noValidate>
        <p className="max-w-prose text-muted">{keyWarningSentence}</p>
        <FormMessage state={state} />
        <Field
          label="Name"
          name="name"
          hint="What uses it, such as “Deploys”."
          defaultValue={made ? '' : values.name}
          error={state.fields?.name}
          autoComplete="off"
          required
        />
        <Scopes error={state.fields?.scopes}>
          {scopes.map(({ name, label }) => (
            <Checkbox
              key={name}
              label={label}
              name={mayField(name)}
              defaultChecked={!made && values[mayField(name)] === 'on'}
            />
          ))}
        </Scopes>
        <Select
          label="Expires after"
          name="days"
          defaultValue={values.days ?? String(usual)}
          error={state.fields?.days}
          options={lengths.map((days) => ({ value: String(days), label: keyLengthWords(days) }))}
        />
        <SubmitWithProof pending={pending} pendingLabel="Creating…" needsProof={needsProof}>
          Create key
        </SubmitWithProof>
      </form>
    </div>
  );
}

function Scopes({ error, children }: { error: string | undefined; children: ReactNode }) {
  const wrong = useId();
  return (
    <fieldset aria-describedby={error ? wrong : undefined} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">It may</legend>
      {children}
      <div aria-live="polite">
        {error ? (
          <p id={wrong} className="text-[0.8125rem] text-danger-ink">
            {error}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}

function NewKey({ value }: { value: string }) {
  const hydrated = useHydrated();
  return (
    <div className="flex flex-col items-start gap-3">
      <Note role="status" tone="warn">
        {keyShownOnceSentence}
      </Note>
      <code className="max-w-full break-all rounded-lg border border-line bg-sunken p-4 font-mono text-[0.8125rem]">
        {value}
      </code>
      {hydrated ? <Button onClick={() => copyText(value, copied)}>Copy key</Button> : null}
    </div>
  );
}

const copied = {
  done: 'Key copied.',
  failed: "Your browser doesn't allow copying. Select the key and copy it yourself.",
};
