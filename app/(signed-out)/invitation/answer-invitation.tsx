'use client';

import { useEffect } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { leaveAddress } from '@/app/guard/forms/leave-address';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { LinkButton } from '@/app/ui/link-button';
import { PersonText } from '@/app/ui/person-text';
import type { Action } from '@/lib/web/guards/action-state';
import { declineInvitationAction, joinAction, useAnotherAccountAction } from './actions';

type Props = {
  /** From the address; undefined where this browser holds it. */
  token: string | undefined;
  /** The one that the page shows: the answer counts for no other. */
  invitationId: string;
  state: 'sign_in' | 'accept' | 'wrong_account';
  /** Of a person whom this may not be shown to in full. */
  invited: string;
  inviter: string;
  signedInAs: string | undefined;
};

export function AnswerInvitation({ token, invitationId, state, invited, inviter, signedInAs = '' }: Props) {
  useEffect(leaveAddress, []);
  if (state === 'wrong_account')
    return (
      <div className="flex flex-col gap-4">
        <p role="status">
          This invitation is for {invited}. You are signed in as <PersonText>{signedInAs}</PersonText>.
        </p>
        <OneButton action={useAnotherAccountAction} button="Use another account" primary />
        <p className="text-muted">
          To join as <PersonText>{signedInAs}</PersonText>, ask <PersonText>{inviter}</PersonText> for a new
          invitation to that address.
        </p>
      </div>
    );
  return (
    <div className="flex flex-col gap-3">
      {state === 'accept' ? (
        <OneButton
          token={token}
          invitationId={invitationId}
          action={joinAction}
          button="Accept invitation"
          primary
        />
      ) : (
        <LinkButton variant="primary" wide href="/sign-in?next=%2Finvitation">
          Sign in to accept
        </LinkButton>
      )}
      <OneButton
        token={token}
        invitationId={invitationId}
        action={declineInvitationAction}
        button="Decline"
      />
    </div>
  );
}

type OneButtonProps = {
  token?: string | undefined;
  invitationId?: string;
  action: Action;
  button: string;
  primary?: boolean;
};

export function OneButton({ token, invitationId, action, button, primary = false }: OneButtonProps) {
  const { state, pending, form } = useActionForm(action, { repeats: false, fromLink: true });
  return (
    <form {...form} className="flex flex-col gap-3" noValidate>
      <FormMessage state={state} />
      {token === undefined ? null : <input type="hidden" name="token" value={token} />}
      {invitationId === undefined ? null : <input type="hidden" name="invitationId" value={invitationId} />}
      <SubmitButton variant={primary ? 'primary' : 'secondary'} pending={pending} wide>
        {button}
      </SubmitButton>
    </form>
  );
}
