'use client';

import { ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { toast } from '@/app/ui/toaster';
import type { SupportConsent } from '@/lib/config/support';
import { purposes } from '@/lib/words/reasons';
import { ReasonField } from '../../reason-field';
import { askForAccessAction, startVisitAction } from './support-actions';

type AskProps = { userId: string; consent: SupportConsent };

const does: Record<SupportConsent, string> = {
  ask: 'The person gets an email and a question on their pages, with your name and the reason. They decide whether you may look, or change things as well, or not.',
  tell: 'The person gets an email with your name and the reason. You may look, and change nothing.',
};

/** Opens and works without scripts, too. */
export function AskForAccess({ userId, consent }: AskProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const { state, pending, values, form } = useActionForm(askForAccessAction, {
    purpose: purposes.staff_action,
    onDone: () => {
      if (details.current) details.current.open = false;
      toast(consent === 'ask' ? 'The person was asked.' : 'The person was told.');
    },
  });
  const button = consent === 'ask' ? 'Ask for access' : 'Announce a visit';
  return (
    <details
      ref={details}
      className="group w-full"
      open={(state.status !== 'idle' && state.status !== 'done') || undefined}
    >
      <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-md text-accent-ink hover:underline">
        <ChevronRight aria-hidden="true" className="size-4 group-open:rotate-90" />
        {button}…
      </summary>
      <form {...form} noValidate className="mt-2 flex max-w-lg flex-col gap-3">
        <FormMessage state={state} />
        <p className="text-muted">{does[consent]}</p>
        <input type="hidden" name="userId" value={userId} />
        <ReasonField
          defaultValue={values.reason}
          error={state.fields?.reason}
          hint="The person reads it, and it's kept in the audit trail."
        />
        <Field
          label="Ticket"
          name="ticket"
          hint="If there is one."
          maxLength={60}
          autoComplete="off"
          defaultValue={values.ticket}
          error={state.fields?.ticket}
        />
        <SubmitButton className="self-start" size="sm" pending={pending}>
          {button}
        </SubmitButton>
      </form>
    </details>
  );
}

export function StartVisit({ userId, grantId }: { userId: string; grantId: string }) {
  const { state, pending, form } = useActionForm(startVisitAction, {
    purpose: purposes.staff_action,
    repeats: false,
  });
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <input type="hidden" name="userId" value={userId} />
      <input type="hidden" name="grantId" value={grantId} />
      <FormMessage state={state} />
      <SubmitButton size="sm" pending={pending} pendingLabel="Starting…">
        See the account as this person
      </SubmitButton>
    </form>
  );
}
