/** Who may do what in an organization: one closed list. Whatever it doesn't name is refused. Pure. */

import type { SupportLevel } from '../config/support';

export const organizationRoles = ['member', 'admin', 'owner'] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

const everybody: readonly OrganizationRole[] = ['member', 'admin', 'owner'];
const managers: readonly OrganizationRole[] = ['admin', 'owner'];
const owners: readonly OrganizationRole[] = ['owner'];

const permissions = {
  'organization.open': everybody,
  'organization.leave': everybody,
  'organization.rename': owners,
  'organization.rules': owners,
  'organization.sign_out': owners,
  'organization.delete': owners,
  'members.list': everybody,
  /** Members and admins; for owners see `mayChange`. */
  'members.manage': managers,
  'members.make_owner': owners,
  'audit.read': managers,
  'audit.export': managers,
  'webhooks.read': managers,
  'webhooks.manage': managers,
  'keys.read': managers,
  'keys.manage': managers,
  // only: sample, from here
  'project.read': everybody,
  'project.write': everybody,
  // only: sample, to here
} as const satisfies Record<string, readonly OrganizationRole[]>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

/**
 * What is open to support that sees the organization as one of its people, if that one has allowed as much. Whatever isn't named
 * here is closed to support, no matter as which of its people they see it.
 */
const supportMay: Partial<Record<Permission, SupportLevel>> = {
  'organization.open': 'view',
  'members.list': 'view',
  // only: sample, from here
  'project.read': 'view',
  'project.write': 'act',
  // only: sample, to here
};

/** Undefined where it is closed. */
export const supportLevelOf = (permission: Permission): SupportLevel | undefined => supportMay[permission];

export const allows = (role: OrganizationRole, permission: Permission): boolean =>
  permissions[permission].includes(role);

type Change = {
  /** The role of who acts. */
  readonly by: OrganizationRole;
  /** The role that the other person has. */
  readonly from: OrganizationRole;
  /** The one they get; absent where they are removed. */
  readonly to?: OrganizationRole;
};

/** Nobody can give a role above their own, and only an owner can change or remove an owner. */
export const mayChange = ({ by, from, to }: Change): boolean =>
  from === 'owner' || to === 'owner' ? allows(by, 'members.make_owner') : allows(by, 'members.manage');
