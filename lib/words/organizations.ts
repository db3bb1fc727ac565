/** What people read about organizations, their members and roles. */

import type { OrganizationRole } from '../organization/permissions';

export const noAccessSentence =
  "You don't have access to this organization any more, or its address has changed. Nothing was saved.";
export const notAllowedSentence = "Your role in this organization doesn't allow this. Nothing was changed.";

export const roleLabels: Readonly<Record<OrganizationRole, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
};

export const membersCount = (count: number) =>
  count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;

export const removalSentence = (person: string, organization: string) =>
  `${person} loses access to ${organization} at once. Their other organizations stay, and so does what they made here.`;

export const slugTakenSentence = 'This address is taken. Choose another one.';

export const tooManyOwnedSentence = (most: number) =>
  `You own ${most} organizations, which is the most. Hand one over and leave it first.`;

/** Of one, or of all that an account would leave without an owner. */
export const lastOwnerSentence = (...organizations: readonly string[]) =>
  `${new Intl.ListFormat('en').format(organizations)} ${organizations.length === 1 ? 'needs' : 'need'} an owner. Make somebody else an owner first.`;

export const onlyMemberSentence = (organization: string) =>
  `You're the only person in ${organization}, so you can't leave it.`;
