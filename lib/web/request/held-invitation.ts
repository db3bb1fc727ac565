/** The invitation that this browser came with, or opened a while ago. Looking uses nothing up. */

import 'server-only';
import { headers } from 'next/headers';
import { isOn } from '../../config/features';
import type { AnonymousContext } from '../../flows/context';
import { type InvitationState, lookAtInvitation } from '../../flows/organization/answer-invitation';
import { invitationPage, tokenHere } from '../cookies/invitation';
import { isStoreFault } from '../guards/store-fault';
import { currentSession } from './current-session';
import { anonymousContext } from './request-info';

/** `typed`: the link in the address, if it is still there. */
export async function invitationHere(
  typed: string | undefined,
): Promise<InvitationState | 'unavailable' | undefined> {
  try {
    const session = await currentSession();
    const user = session.kind === 'active' ? session.ctx.user : undefined;
    return await lookAtInvitation(anonymousContext(await headers()), await tokenHere(typed), user);
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return 'unavailable';
  }
}

/** For the sign-in form of someone on the way to their invitation: the address that it takes. */
export async function invitedAddress(next: string): Promise<string | undefined> {
  if (next !== invitationPage || !isOn('organizations')) return undefined;
  const here = await invitationHere(undefined);
  return typeof here === 'object' && here.kind !== 'member' ? here.invitation.email : undefined;
}

/**
 * The link for an answer to the invitation that the page showed. Another tab, or another site's link, may have put another one
 * into this browser since: then there is none, and the flow refuses.
 */
export async function linkOfShown(
  ctx: AnonymousContext,
  { token: typed, invitationId }: { readonly token?: string | undefined; readonly invitationId: string },
): Promise<string> {
  const token = await tokenHere(typed);
  const found = await lookAtInvitation(ctx, token, undefined);
  return found && found.kind !== 'member' && found.invitation.id === invitationId ? token : '';
}
