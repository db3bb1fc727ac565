/** Each line of an organization's audit as a sentence. A new event does not compile without its own. Pure. */

import type { OrganizationAuditKind, OrganizationEventName } from '../audit/organization-shown';
import { product } from '../config/product';
import { organizationRoles } from '../organization/permissions';
import { durationWords } from '../time';
import { inSentence } from '../typed/visible';
import { keyEndWords } from './keys';
import { membersCount } from './organizations';

export type OrganizationAuditLine = {
  readonly event: OrganizationEventName;
  readonly data: unknown;
  readonly reason: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly personName: string | null;
};

export const organizationKindLabels: Record<OrganizationAuditKind, string> = {
  members: 'Members and roles',
  organization: 'The organization',
  webhooks: 'Webhooks',
  refused: 'What was refused',
  projects: 'Projects', // only: sample
};

export const someoneGone = 'Someone who has left';

/** Who did it. What no person did is done by the product. */
export function auditActorWords({
  actorId,
  actorName,
}: Pick<OrganizationAuditLine, 'actorId' | 'actorName'>) {
  if (actorName !== null) return inSentence(actorName);
  return actorId === null ? product.name : someoneGone;
}

const personWords = ({ personName }: OrganizationAuditLine) =>
  personName === null ? 'someone who has left' : inSentence(personName);

/** The whole sentence: "Grace Hopper made Bob Builder an admin". */
export const organizationAuditSentence = (line: OrganizationAuditLine): string =>
  `${auditActorWords(line)} ${organizationDeedWords(line)}`;

/** Without who did it. */
export const organizationDeedWords = (line: OrganizationAuditLine): string =>
  `${deeds[line.event](line)}${forSupportWords(line)}`;

/** What support did has its reason with it, and was done as one of the organization's people. */
const forSupportWords = (line: OrganizationAuditLine): string =>
  typeof factsOf(line).why === 'string' ? `, for support as ${personWords(line)}` : '';

type Deed = (line: OrganizationAuditLine) => string;
const did =
  (words: string): Deed =>
  () =>
    words;

const deeds: Record<OrganizationEventName, Deed> = {
  organization_created: did('created the organization'),
  organization_changed: did('changed the name or the address'),
  organization_rules_changed: (line) => `changed the rules${afterColon(rulesWords(factsOf(line)))}`,
  organization_signed_out: (line) => `signed everyone out${afterColon(liveWords(factsOf(line)))}`,
  organization_deletion_requested: did('deleted the organization'),
  organization_deletion_undone: did('brought the organization back'),
  organization_deleted: did('removed the organization for good'),
  organization_seen_by_support: did('opened the organization'),
  organization_audit_exported: (line) => `exported the audit${afterColon(linesWords(factsOf(line).lines))}`,
  member_role_changed: (line) => `made ${personWords(line)} ${roleWords(factsOf(line).to)}`,
  member_removed: (line) => `removed ${personWords(line)}`,
  member_left: did('left'),
  invitation_sent: (line) =>
    `${factsOf(line).again === true ? 'sent an invitation again' : 'invited somebody'}, as ${roleWords(factsOf(line).role)}`,
  invitation_revoked: did('revoked an invitation'),
  invitation_accepted: (line) => `accepted an invitation and is ${roleWords(factsOf(line).role)}`,
  invitation_declined: did('heard that an invitation was declined'),
  webhook_created: (line) => `added a webhook to ${hostWords(line)}`,
  webhook_changed: (line) => webhookChangeWords(line),
  webhook_secret_rotated: (line) => `replaced the secret of the webhook to ${hostWords(line)}`,
  webhook_removed: (line) => `removed the webhook to ${hostWords(line)}`,
  webhook_disabled: (line) =>
    `turned the webhook to ${hostWords(line)} off, because ${factsOf(line).reason === 'gone' ? 'its receiver is gone' : 'nothing got through for days'}`,
  key_created: (line) => `created an API key${endingIn(line)}`,
  key_renewed: (line) => `renewed an API key${endingIn(line)}`,
  key_revoked: (line) => `ended an API key${endingIn(line)}${afterColon(keyEndWords(line.reason) ?? '')}`,
  authz_fail: did("tried something that their role doesn't allow"),
  project_created: did('created a project'), // only: sample
  project_updated: did('changed a project'), // only: sample
  project_deleted: did('deleted a project'), // only: sample
};

const endingIn = (line: OrganizationAuditLine) => {
  const { lastFour } = factsOf(line);
  return typeof lastFour === 'string' ? ` that ends in ${lastFour}` : '';
};

type Facts = Readonly<Record<string, unknown>>;

const factsOf = ({ data }: OrganizationAuditLine): Facts =>
  typeof data === 'object' && data !== null ? { ...data } : {};

const afterColon = (words: string) => (words ? `: ${words}` : '');

const withArticle = { owner: 'an owner', admin: 'an admin', member: 'a member' } as const;

const roleWords = (to: unknown): string => {
  const role = organizationRoles.find((known) => known === to);
  return role ? withArticle[role] : 'something else';
};

const hostWords = (line: OrganizationAuditLine): string => {
  const { host } = factsOf(line);
  return typeof host === 'string' ? inSentence(host) : 'somewhere';
};

function webhookChangeWords(line: OrganizationAuditLine): string {
  const { state } = factsOf(line);
  if (state === 'on' || state === 'off') return `turned the webhook to ${hostWords(line)} ${state}`;
  return `changed what the webhook to ${hostWords(line)} is told`;
}

/** Only those that were changed are there. */
function rulesWords({ idle, absolute, secondFactor, supportAccess }: Facts): string {
  return [
    limitWords(idle, 'ask again after a break', (length) => `ask again after a break of ${length}`),
    limitWords(
      absolute,
      'ask again from time to time',
      (length) => `ask again at the latest after ${length}`,
    ),
    choiceWords(secondFactor, {
      true: 'everyone needs a second factor',
      false: 'nobody needs a second factor any more',
    }),
    choiceWords(supportAccess, {
      ask: 'support may ask for access',
      never: 'support may not ask for access',
    }),
  ]
    .filter(Boolean)
    .join('; ');
}

function limitWords(value: unknown, what: string, words: (length: string) => string): string {
  if (value === 'none') return `no longer ${what}`;
  const seconds = typeof value === 'string' ? Number(value) : Number.NaN;
  return seconds > 0 ? words(durationWords(seconds)) : '';
}

const choiceWords = (value: unknown, words: Readonly<Record<string, string>>): string =>
  typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? '') : '';

function liveWords({ people, sessions }: Facts): string {
  if (typeof people !== 'number' || typeof sessions !== 'number') return '';
  return `${membersCount(people)}, ${counted(sessions, 'session')}`;
}

const linesWords = (lines: unknown): string => (typeof lines === 'number' ? counted(lines, 'line') : '');

const counted = (count: number, what: string) =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
