/** What of the trail an organization is shown, and under which filter: what is not named here never appears. Pure. */

import type { AuditEventName } from './events';

export const organizationAuditKinds = [
  'members',
  'organization',
  'webhooks',
  'refused',
  'projects', // only: sample
] as const;
export type OrganizationAuditKind = (typeof organizationAuditKinds)[number];

/** What the names of an organization's events begin with. */
type Beginning = (typeof beginnings)[number];
const beginnings = [
  'organization',
  'member',
  'invitation',
  'webhook',
  'key',
  'project', // only: sample
] as const;

/** A new event of an organization does not compile without its place here and its sentence. */
export type OrganizationEventName = Extract<AuditEventName, `${Beginning}_${string}` | 'authz_fail'>;

const kinds: Record<OrganizationEventName, OrganizationAuditKind> = {
  organization_created: 'organization',
  organization_changed: 'organization',
  organization_rules_changed: 'organization',
  organization_signed_out: 'organization',
  organization_deletion_requested: 'organization',
  organization_deletion_undone: 'organization',
  organization_deleted: 'organization',
  organization_audit_exported: 'organization',
  organization_seen_by_support: 'organization',
  member_role_changed: 'members',
  member_removed: 'members',
  member_left: 'members',
  invitation_sent: 'members',
  invitation_revoked: 'members',
  invitation_accepted: 'members',
  invitation_declined: 'members',
  webhook_created: 'webhooks',
  webhook_changed: 'webhooks',
  webhook_secret_rotated: 'webhooks',
  webhook_removed: 'webhooks',
  webhook_disabled: 'webhooks',
  key_created: 'organization',
  key_renewed: 'organization',
  key_revoked: 'organization',
  authz_fail: 'refused',
  project_created: 'projects', // only: sample
  project_updated: 'projects', // only: sample
  project_deleted: 'projects', // only: sample
};

export const organizationKindOf = (event: OrganizationEventName): OrganizationAuditKind => kinds[event];

/** The events that a filter shows; without one, all that are shown at all. */
export const organizationEventsOf = (kind: OrganizationAuditKind | undefined): OrganizationEventName[] =>
  (Object.keys(kinds) as OrganizationEventName[]).filter((event) => !kind || kinds[event] === kind);

export const isOrganizationAuditKind = (text: unknown): text is OrganizationAuditKind =>
  organizationAuditKinds.some((kind) => kind === text);
