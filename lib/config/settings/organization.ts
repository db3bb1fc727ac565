/** The numbers of organizations. Pure. */

import { count, duration, type Setting } from './setting';

export const organizationSettings = {
  organizationDeletionGrace: duration(
    'ORGANIZATION_DELETION_GRACE',
    '7d',
    'A deleted organization can be brought back for',
    'Long enough to notice, also over a weekend',
  ),
  organizationMembers: count(
    'ORGANIZATION_MEMBERS',
    '500',
    'People in one organization, at most',
    'Lists and sign-outs stay quick; raise it when you have measured more',
  ),
  openInvitations: count(
    'OPEN_INVITATIONS',
    '50',
    'Invitations of one organization that wait for an answer, at most',
    'More are a mailing list',
  ),
  invitationsPerHour: count(
    'INVITATIONS_PER_HOUR',
    '20',
    'Invitations that one person sends per hour',
    'Each is a mail in our name to an address that somebody typed',
  ),
  invitationsPerOrganizationPerDay: count(
    'INVITATIONS_PER_ORGANIZATION_PER_DAY',
    '100',
    'Invitations of one organization per day',
    'The same for all of its members together',
  ),
  invitationsPerAddressPerDay: count(
    'INVITATIONS_PER_ADDRESS_PER_DAY',
    '3',
    'Invitations to one address per day, over all organizations',
    'Nobody’s mailbox is filled by strangers',
  ),
  invitationRetention: duration(
    'INVITATION_RETENTION',
    '30d',
    'Invitations are kept for',
    'Long enough to see who declined; it must exceed the lifetime of their links',
  ),
} as const satisfies Record<string, Setting>;
