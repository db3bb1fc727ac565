'use client';

import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { inSentence } from '@/lib/typed/visible';
import { leaveAction } from './actions';

export function LeaveOrganization({ organization }: { organization: string }) {
  return (
    <ConfirmedForm
      action={leaveAction}
      purpose="leave this organization"
      needsProof={false}
      button="Leave organization"
      pendingLabel="Leaving…"
      title={`Leave ${inSentence(organization)}?`}
      description="You lose access at once, and only somebody who manages its members can bring you back. What you made here stays."
      withoutScripts="Yes, leave this organization"
    />
  );
}
