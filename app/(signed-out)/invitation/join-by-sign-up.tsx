'use client';

import { useEffect } from 'react';
import { OneButton } from '@/app/(signed-out)/invitation/answer-invitation';
import { DeviceEvidenceField } from '@/app/guard/forms/device-evidence-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { leaveAddress } from '@/app/guard/forms/leave-address';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';
import { PasswordField } from '@/app/ui/password-field';
import { declineInvitationAction, joinBySignUpAction } from './actions';

type Props = { token: string | undefined; invitationId: string; email: string; passwordMinLength: number };

/** The address is that of the invitation, so nobody has to type or confirm it. */
export function JoinBySignUp({ token, invitationId, email, passwordMinLength }: Props) {
  const { state, pending, form } = useActionForm(joinBySignUpAction, { repeats: false, fromLink: true });
  useEffect(leaveAddress, []);
  return (
    <div className="flex flex-col gap-3">
      <form {...form} className="flex flex-col gap-4" noValidate>
        <FormMessage state={state} />
        {token === undefined ? null : <input type="hidden" name="token" value={token} />}
        <input type="hidden" name="invitationId" value={invitationId} />
        {/* For password managers. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          defaultValue={state.values?.name}
          error={state.fields?.name}
          required
        />
        <PasswordField
          name="password"
          autoComplete="new-password"
          hint={`At least ${passwordMinLength} characters; a few unrelated words work well.`}
          error={state.fields?.password}
          required
        />
        <DeviceEvidenceField />
        <SubmitButton pending={pending} pendingLabel="Creating account…" wide>
          Accept invitation
        </SubmitButton>
      </form>
      <OneButton
        token={token}
        invitationId={invitationId}
        action={declineInvitationAction}
        button="Decline"
      />
    </div>
  );
}
