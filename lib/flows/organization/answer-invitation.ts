/** Answering an invitation: the link and the confirmed address it was mailed to, both, always. Nothing joins by an address alone. */

import { stateOf } from '../../account/state';
import { findAccount, lockAccount } from '../../account/store';
import {
  answerInvitation,
  membershipByLink,
  type OpenInvitation,
  peekInvitation,
} from '../../invitation/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction, type SignedInContext } from '../context';
import type { LinkRefusal } from '../steps/follow-link';
import { record } from '../steps/record';
import { admitMember } from './admit-member';

/** How the person behind the link goes on. Someone who holds it reads that mailbox, and may know whether it has an account. */
export type InvitationState =
  | ({ readonly invitation: OpenInvitation } & (
      | { readonly kind: 'sign_up' | 'sign_in' | 'accept' }
      | { readonly kind: 'wrong_account'; readonly signedInAs: string }
    ))
  /** They belong there already, by this link or in another way. */
  | { readonly kind: 'member'; readonly slug: string; readonly organization: string };

/** Looking answers nothing. Undefined for a link that does not work. */
export async function lookAtInvitation(
  ctx: AnonymousContext,
  token: unknown,
  user: { readonly id: string; readonly email: string } | undefined,
): Promise<InvitationState | undefined> {
  const invitation = await peekInvitation(ctx.db, token, ctx.policy.invitationLifetime);
  const there = user && (await membershipByLink(ctx.db, token, user.id));
  if (there) return { kind: 'member', ...there };
  if (!invitation) return undefined;
  if (user)
    return user.email === invitation.email
      ? { kind: 'accept', invitation }
      : { kind: 'wrong_account', invitation, signedInAs: user.email };
  const account = await findAccount(ctx.db, { email: invitation.email });
  return { kind: account && stateOf(account) !== 'unconfirmed' ? 'sign_in' : 'sign_up', invitation };
}

export type JoinRefusal = LinkRefusal | 'wrong_account' | 'full';

/** Somebody who belongs there already uses the link up and keeps their role. */
export async function joinOrganization(
  ctx: SignedInContext,
  { token }: { readonly token: string },
): Promise<Result<{ slug: string; organization: string }, JoinRefusal>> {
  const lifetime = ctx.policy.invitationLifetime;
  return inTransaction(
    ctx,
    async (tx): Promise<Result<{ slug: string; organization: string }, JoinRefusal>> => {
      const account = await lockAccount(tx, ctx.user.id);
      const invitation = await peekInvitation(tx, token, lifetime);
      if (!invitation) return refused('link_invalid');
      if (account.email !== invitation.email || stateOf(account) !== 'open') return refused('wrong_account');
      const fault = await admitMember(ctx, tx, {
        invitation,
        token,
        userId: account.id,
        sessionId: ctx.session.id,
      });
      if (fault) return refused(fault);
      const { slug, organization } = invitation;
      return ok({ slug, organization });
    },
  );
}

/** By the link alone: someone who reads the mailbox may refuse. Only the inviter's list tells of it. */
export async function declineInvitation(
  ctx: AnonymousContext,
  { token }: { readonly token: string },
): Promise<Result<{ organization: string }, LinkRefusal>> {
  const lifetime = ctx.policy.invitationLifetime;
  return inTransaction(ctx, async (tx): Promise<Result<{ organization: string }, LinkRefusal>> => {
    const invitation = await peekInvitation(tx, token, lifetime);
    if (!invitation || !(await answerInvitation(tx, token, 'declined', lifetime)))
      return refused('link_invalid');
    const { id, organizationId, organization } = invitation;
    await record(ctx, tx, {
      event: 'invitation_declined',
      outcome: 'success',
      organizationId,
      data: { invitation: id },
    });
    return ok({ organization });
  });
}
