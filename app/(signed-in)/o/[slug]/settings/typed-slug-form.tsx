'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import type { Action } from '@/lib/web/guards/action-state';

type Props = {
  action: Action;
  /** Completes "Confirm it's you to …". */
  purpose: string;
  /** What it does, before it is done. */
  says: string;
  button: string;
  pendingLabel: string;
  slug: string;
  needsProof: boolean;
};

/** For what concerns everyone in an organization: its address has to be typed. Works without scripts. */
export function TypedSlugForm({ action, purpose, says, button, pendingLabel, slug, needsProof }: Props) {
  // Never sent twice by itself: a second time would concern what people have done since.
  const { state, pending, values, form } = useActionForm(action, { purpose, repeats: false });
  const hint = useId();
  const what = useId();
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <p id={what}>{says}</p>
      <FormMessage state={state} />
      <Field
        label={`Type ${slug} to confirm`}
        name="typedSlug"
        defaultValue={values.typedSlug}
        error={state.fields?.typedSlug}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <div className="flex flex-col items-start gap-2">
        <SubmitButton
          variant="danger"
          pending={pending}
          pendingLabel={pendingLabel}
          aria-describedby={needsProof ? `${what} ${hint}` : what}
        >
          {button}
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
      </div>
    </form>
  );
}
