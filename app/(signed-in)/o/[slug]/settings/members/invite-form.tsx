'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitWithProof } from '@/app/guard/step-up/submit-with-proof';
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
      <SubmitWithProof pending={pending} pendingLabel="Inviting…" needsProof={needsProof}>
        Invite people
      </SubmitWithProof>
    </form>
  );
}
