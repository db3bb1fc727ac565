'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Select } from '@/app/ui/select';
import { Textarea } from '@/app/ui/textarea';
import { toast } from '@/app/ui/toaster';
import { invitationsSent } from '@/lib/words/invitations';
import { roleLabels } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { invitePeopleAction } from './invitation-actions';

const saved = { emails: '', role: 'member' };

export function InviteForm({ needsProof }: { needsProof: boolean }) {
  const { state, pending, values, form } = useActionForm(invitePeopleAction, {
    purpose: purposes.invite_people,
    saved,
    onDone: ({ data }) => toast(invitationsSent(data?.sent ?? 0)),
  });
  const hint = useId();
  return (
    <form {...form} className="flex max-w-md flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <Textarea
        // Those that were invited are no longer in it.
        key={state.values?.emails}
        label="Email addresses"
        name="emails"
        hint="One a line, 20 at most. Each gets an email with a link of their own."
        defaultValue={values.emails}
        error={state.fields?.emails}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <Select
        label="Role"
        name="role"
        defaultValue={values.role}
        error={state.fields?.role}
        options={(['member', 'admin'] as const).map((role) => ({ value: role, label: roleLabels[role] }))}
      />
      <div className="flex flex-col items-start gap-2">
        <SubmitButton
          pending={pending}
          pendingLabel="Inviting…"
          aria-describedby={needsProof ? hint : undefined}
        >
          Invite people
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
      </div>
    </form>
  );
}
