'use client';

import { useId, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import type { Action } from '@/lib/web/guards/action-state';
import { invitationStates } from '@/lib/words/invitations';
import { roleLabels } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { resendInvitationAction, revokeInvitationAction } from './invitation-actions';

type ShownInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: 'member' | 'admin';
  readonly inviter: string | null;
  readonly state: keyof typeof invitationStates;
  readonly createdAt: string;
  /** Null until its mail has gone out. */
  readonly until: string | null;
};
type Surroundings = { readonly now: string; readonly zone: string | undefined };

export function InvitationList({
  invitations,
  ...rest
}: Surroundings & { invitations: readonly ShownInvitation[] }) {
  return (
    <CardList label="Invitations">
      {invitations.map((invitation) => (
        <Row key={invitation.id} {...invitation} {...rest} />
      ))}
    </CardList>
  );
}

function Row({
  id,
  email,
  role,
  inviter,
  state,
  createdAt,
  until,
  now,
  zone,
}: ShownInvitation & Surroundings) {
  const named = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  return (
    <CardItem
      ref={item}
      aria-labelledby={named}
      actions={
        state === 'declined' ? undefined : (
          <>
            <Deed
              id={id}
              named={named}
              action={resendInvitationAction}
              button="Resend"
              done={`Sent to ${email} again.`}
            />
            <Deed
              id={id}
              named={named}
              action={revokeInvitationAction}
              button="Revoke"
              done={`The invitation of ${email} was revoked.`}
            />
          </>
        )
      }
    >
      <p id={named} className="font-medium">
        <PersonText>{email}</PersonText> <Badge>{roleLabels[role]}</Badge>{' '}
        <Badge tone={state === 'open' ? 'accent' : undefined}>{invitationStates[state]}</Badge>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          {inviter === null ? null : (
            <span>
              by <PersonText>{inviter}</PersonText>
            </span>
          )}
          <span>
            invited <Time at={createdAt} now={now} zone={zone} />
          </span>
          {state === 'declined' ? null : until === null ? (
            <span>its email is on the way</span>
          ) : (
            <span>
              {state === 'open' ? 'works until' : 'worked until'} <Time at={until} now={now} zone={zone} />
            </span>
          )}
        </Segments>
      </p>
    </CardItem>
  );
}

type DeedProps = { id: string; named: string; action: Action; button: string; done: string };

function Deed({ id, named, action, button, done }: DeedProps) {
  const { state, pending, form } = useActionForm(action, {
    purpose: purposes.invite_people,
    onDone: () => toast(done),
  });
  return (
    <form {...form}>
      <input type="hidden" name="invitationId" value={id} />
      <SubmitButton size="sm" variant="secondary" pending={pending} aria-describedby={named}>
        {button}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
