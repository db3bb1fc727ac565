/** What people read about organizations, their members and roles. */

import type { SupportChoice } from '../organization/limits';
import type { OrganizationRole } from '../organization/permissions';
import type { Live } from '../session/signed-in';
import { inSentence } from '../typed/visible';

export const noAccessSentence =
  "You don't have access to this organization any more, or its address has changed. Nothing was saved.";
export const ownFactorSentence = (organization: string) =>
  `${inSentence(organization)} asks for a second factor, and your account has none. Set one up in Settings under Security, then try again.`;
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

export const everyoneOutSentence = (organization: string, { people, sessions }: Live) =>
  `${membersCount(people)}, ${sessions === 1 ? '1 session' : `${sessions.toLocaleString('en')} sessions`}. Everyone, you too, signs in again before opening ${inSentence(organization)}. Other organizations are not affected.`;

export const ownFactorFirstSentence =
  "Set up a second factor of your own first, or you couldn't open this organization yourself.";

export const withoutFactorWords = (people: number) =>
  people === 0
    ? 'Everyone here has one.'
    : `${membersCount(people)} here ${people === 1 ? 'has' : 'have'} none. They set one up before they open this organization again.`;

export const deletionSentence = (organization: string, days: string) =>
  `${inSentence(organization)} closes for everyone at once, and is deleted with everything in it after ${days}. Until then any owner can bring it back.`;

export const tooLateToRestoreSentence =
  "This organization can't be brought back: its time is over, or you don't own it any more.";

const withArticle = { owner: 'an owner', admin: 'an admin', member: 'a member' } as const;

/** Why an open page was put away, by the organization's own rules. */
export const ownRuleSentences = (organization: string) => {
  const name = inSentence(organization);
  return {
    everyone_out: `An owner signed everyone out of ${name}: everybody confirms it's them before it opens again.`,
    idle: `${name} asks again after a break.`,
    absolute: `${name} asks again from time to time.`,
    weak_proof: `${name} asks for your second factor.`,
  } as const;
};

export const seatChangedWords = (organization: string, role?: OrganizationRole) => {
  const name = inSentence(organization);
  const now =
    role === undefined ? 'Your role here is another one now.' : `You're now ${withArticle[role]} of ${name}.`;
  const stays = 'Your other organizations stay, and you stay signed in.';
  return {
    gone: {
      title: 'You no longer have access',
      sentence: `You were removed from ${name}, or you left it. ${stays}`,
    },
    deleted: {
      title: `${name} was deleted`,
      sentence: `It is closed for everyone, and its owners can bring it back for some days. ${stays}`,
    },
    role: {
      title: 'Your role has changed',
      sentence: `${now} Go on with your new role: what you typed is kept.`,
    },
    second_factor: {
      title: 'A second factor is needed',
      sentence: `${name} asks everyone for a second factor now, and your account has none.`,
    },
  } as const;
};

export const supportChoiceLabels: Readonly<Record<SupportChoice, string>> = {
  ask: 'Allowed, if the person agrees',
  never: 'Never',
};
