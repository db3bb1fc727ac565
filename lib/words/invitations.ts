/** What people read about invitations to an organization. Pure. */

import type { InviteFault } from '../flows/organization/invite-people';
import type { ListedInvitation } from '../invitation/list';
import type { InvitedRole } from '../invitation/roles';
import { inSentence } from '../typed/visible';

export const deadInvitationSentence =
  'It was answered already, another one replaced it, it was taken back, or it is too old. Ask the person who sent it for a new one.';

export const offerWords = (inviter: string | undefined, role: InvitedRole) =>
  `${inviter === undefined ? 'Somebody' : inSentence(inviter)} invited you${role === 'admin' ? ' as an admin' : ''}.`;

/** To someone without an account. */
export const joinBySignUpWords = 'Create your account to join.';

export const fullSentence = (organization: string) =>
  `${inSentence(organization)} has as many members as it can have. Tell the person who invited you.`;

export const hasAccountSentence =
  'This address has an account already, or belongs to one that moved. Reload the page and sign in.';

export const wrongAccountSentence =
  "This invitation is for another address than the account's. Nothing was changed.";

/** At the field, one for each address that was not invited. */
const faultWords: Readonly<Record<InviteFault, string>> = {
  yourself: 'is your own address',
  already_member: 'is a member already',
  not_allowed: "can't be invited with your role",
  too_many_open: "can't be invited while so many invitations are open: revoke one first",
  person_limit: "wasn't invited: you've sent many invitations, so wait an hour",
  organization_limit: "wasn't invited: many invitations were sent today, so go on tomorrow",
  address_limit: "wasn't invited: it got several invitations today, so try again tomorrow",
};

/** The same for an invitation that is sent again. */
export const oneInviteFault = (fault: InviteFault) => `The invitation ${faultWords[fault]}.`;

export const invitationGoneSentence = 'This invitation was answered or revoked meanwhile. Reload the page.';

export const inviteFaultWords = (email: string, fault: InviteFault) => `${email} ${faultWords[fault]}.`;
export const notAnAddressWords = (typed: string) => `${inSentence(typed)} isn't an email address.`;

export const invitationsSent = (count: number) =>
  count === 1 ? 'Invitation sent.' : `${count} invitations sent.`;

export const waitingWords = (count: number) =>
  count === 1 ? '1 invitation waiting' : `${count} invitations waiting`;

export const invitationStates: Readonly<Record<ListedInvitation['state'], string>> = {
  open: 'Waiting',
  lapsed: 'Expired',
  declined: 'Declined',
};
