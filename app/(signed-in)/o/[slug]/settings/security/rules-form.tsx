'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitWithProof } from '@/app/guard/step-up/submit-with-proof';
import { Checkbox } from '@/app/ui/checkbox';
import { Select } from '@/app/ui/select';
import { toast } from '@/app/ui/toaster';
import { absoluteChoices, idleChoices, type SupportChoice, supportChoices } from '@/lib/organization/limits';
import { durationWords } from '@/lib/time';
import { supportChoiceLabels } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { changeRulesAction } from './actions';

type Props = {
  rules: { idle: number | null; absolute: number | null; secondFactor: boolean };
  /** Whether support may ask; undefined in a product without support access. */
  support: SupportChoice | undefined;
  /** Who would have to set one up; undefined where the product has no second factors. */
  factors: string | undefined;
  needsProof: boolean;
};

const none = { value: '', label: 'No rule of its own' };
const choicesOf = (lengths: readonly number[]) => [
  none,
  ...lengths.map((length) => ({ value: String(length), label: durationWords(length) })),
];

export function RulesForm({ rules, support, factors, needsProof }: Props) {
  const saved = {
    idle: String(rules.idle ?? ''),
    absolute: String(rules.absolute ?? ''),
    secondFactor: rules.secondFactor ? 'on' : '',
    supportAccess: support ?? '',
  };
  const { state, pending, values, form } = useActionForm(changeRulesAction, {
    purpose: purposes.change_organization_rules,
    saved,
    onDone: () => toast('The rules were changed.'),
  });
  const error = useId();
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Select
        label="Ask again after a break of"
        name="idle"
        defaultValue={values.idle}
        error={state.fields?.idle}
        options={choicesOf(idleChoices)}
      />
      <Select
        label="Ask again at the latest after"
        name="absolute"
        defaultValue={values.absolute}
        error={state.fields?.absolute}
        options={choicesOf(absoluteChoices)}
      />
      {factors === undefined ? null : (
        <div>
          <Checkbox
            key={values.secondFactor}
            label="Everyone needs a second factor"
            name="secondFactor"
            hint={factors}
            defaultChecked={values.secondFactor === 'on'}
            aria-invalid={state.fields?.secondFactor ? true : undefined}
            aria-errormessage={state.fields?.secondFactor ? error : undefined}
          />
          {state.fields?.secondFactor ? (
            <p id={error} className="mt-1 ml-7 text-[0.8125rem] text-danger-ink">
              {state.fields.secondFactor}
            </p>
          ) : null}
        </div>
      )}
      {support === undefined ? null : (
        <Select
          label="Visits by support"
          name="supportAccess"
          hint="Support sees an account only if its person allows it. Here you can keep this organization out of that."
          defaultValue={values.supportAccess}
          error={state.fields?.supportAccess}
          options={supportChoices.map((value) => ({ value, label: supportChoiceLabels[value] }))}
        />
      )}
      <SubmitWithProof pending={pending} pendingLabel="Saving…" needsProof={needsProof}>
        Save rules
      </SubmitWithProof>
    </form>
  );
}
