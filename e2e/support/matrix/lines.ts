/**
 * How each page, action and route of an organization is tried by the permission matrix: where it is, and what is sent so that it works
 * for those who may. `needs` is what the guard asks for, written out once more: a guard that changes has to be meant. Which roles have
 * it, lib/organization/permissions.ts alone says.
 */

import { mayField } from '../../../app/(signed-in)/settings/keys/may-field';
import { organizationScopes } from '../../../lib/config/scopes';
import type { Permission } from '../../../lib/organization/permissions';
import type { MatrixGround } from './ground';

type Fields = Readonly<Record<string, string>>;
type Line = {
  readonly needs: Permission;
  /** Its path below that of the organization; of an action, the page that sends it. */
  readonly at: (ground: MatrixGround) => string;
};
type ActionLine = Line & {
  /** What names the organization or something in it: the matrix also sends those of another one. */
  readonly names?: (ground: MatrixGround) => Fields;
  readonly typed?: (ground: MatrixGround) => Fields;
};

const webhook = ({ webhookId }: MatrixGround) => `/settings/webhooks/${webhookId}`;
const endpoint = ({ webhookId }: MatrixGround) => ({ endpointId: webhookId });

/** By the folder of the page. */
export const pageLines: Readonly<Record<string, Line>> = {
  '': { needs: 'organization.open', at: () => '' },
  '/settings/audit': { needs: 'audit.read', at: () => '/settings/audit' },
  '/settings/general': { needs: 'organization.open', at: () => '/settings/general' },
  '/settings/keys': { needs: 'keys.read', at: () => '/settings/keys' },
  '/settings/members': { needs: 'members.list', at: () => '/settings/members' },
  '/settings/security': { needs: 'organization.rules', at: () => '/settings/security' },
  '/settings/webhooks': { needs: 'webhooks.read', at: () => '/settings/webhooks' },
  '/settings/webhooks/[id]': { needs: 'webhooks.read', at: webhook },
  // only: sample, from here
  '/projects': { needs: 'project.read', at: () => '/projects' },
  '/projects/[id]': { needs: 'project.read', at: ({ projectId }) => `/projects/${projectId}` },
  '/projects/new': { needs: 'project.write', at: () => '/projects/new' },
  // only: sample, to here
};

/** By method and address. */
export const routeLines: Readonly<Record<string, Line>> = {
  'GET /audit': { needs: 'audit.export', at: () => '/audit' },
  'HEAD /audit': { needs: 'audit.export', at: () => '/audit' },
};

const general = () => '/settings/general';
const keys = () => '/settings/keys';
const members = () => '/settings/members';
const security = () => '/settings/security';
const target = ({ target: { id } }: MatrixGround) => ({ userId: id });
const invitation = ({ invitationId }: MatrixGround) => ({ invitationId });
const key = ({ keyId }: MatrixGround) => ({ keyId });
const typedSlug = ({ slug }: MatrixGround) => ({ typedSlug: slug });

export const actionLines: Readonly<Record<string, ActionLine>> = {
  exportAuditAction: { needs: 'audit.export', at: () => '/settings/audit' },
  renameOrganizationAction: {
    needs: 'organization.rename',
    at: general,
    typed: ({ slug }) => ({ name: 'Renamed', slug: `${slug}-2` }),
  },
  leaveAction: { needs: 'organization.leave', at: general, typed: () => ({ confirmed: 'on' }) },
  deleteOrganizationAction: { needs: 'organization.delete', at: general, names: typedSlug },
  createOrganizationKeyAction: {
    needs: 'keys.manage',
    at: keys,
    typed: () => ({
      name: 'Another key',
      days: '30',
      ...Object.fromEntries(organizationScopes.map((scope) => [mayField(scope), 'on'])),
    }),
  },
  renewOrganizationKeyAction: { needs: 'keys.manage', at: keys, names: key },
  revokeOrganizationKeyAction: { needs: 'keys.manage', at: keys, names: key },
  changeMemberRoleAction: {
    needs: 'members.manage',
    at: members,
    names: target,
    typed: () => ({ role: 'admin' }),
  },
  invitePeopleAction: {
    needs: 'members.manage',
    at: members,
    typed: ({ slug }) => ({ emails: `somebody-of-${slug}@example.com`, role: 'member' }),
  },
  resendInvitationAction: { needs: 'members.manage', at: members, names: invitation },
  revokeInvitationAction: { needs: 'members.manage', at: members, names: invitation },
  removeMemberAction: { needs: 'members.manage', at: members, names: target },
  changeRulesAction: {
    needs: 'organization.rules',
    at: security,
    typed: () => ({ idle: '900', absolute: '' }),
  },
  signOutOrganizationAction: { needs: 'organization.sign_out', at: security, names: typedSlug },
  addWebhookAction: {
    needs: 'webhooks.manage',
    at: () => '/settings/webhooks',
    // Nobody has to be asked where it leads.
    typed: () => ({ url: 'https://8.8.8.8/', 'member.added': 'on' }),
  },
  changeWebhookEventsAction: {
    needs: 'webhooks.manage',
    at: webhook,
    names: endpoint,
    typed: () => ({ 'member.removed': 'on' }),
  },
  switchWebhookAction: {
    needs: 'webhooks.manage',
    at: webhook,
    names: endpoint,
    typed: () => ({ state: 'off' }),
  },
  rotateWebhookSecretAction: { needs: 'webhooks.manage', at: webhook, names: endpoint },
  removeWebhookAction: { needs: 'webhooks.manage', at: webhook, names: endpoint },
  sendTestEventAction: { needs: 'webhooks.manage', at: webhook, names: endpoint },
  sendDeliveryAgainAction: {
    needs: 'webhooks.manage',
    at: webhook,
    names: (ground) => ({ ...endpoint(ground), deliveryId: ground.deliveryId }),
  },
  // only: sample, from here
  createAction: {
    needs: 'project.write',
    at: () => '/projects/new',
    typed: () => ({ name: 'Another project', description: '' }),
  },
  saveAction: {
    needs: 'project.write',
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
    typed: () => ({ name: 'Changed', description: '' }),
  },
  removeAction: {
    needs: 'project.write',
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
  },
  addTaskToAction: {
    needs: 'project.write',
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
    typed: () => ({ title: 'Another task' }),
  },
  setDoneAction: {
    needs: 'project.write',
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId, taskId }) => ({ id: projectId, taskId }),
    typed: () => ({ done: 'yes' }),
  },
  // only: sample, to here
};

/** Finer than the guard: what the flow asks for besides. */
export const finerLines: readonly { readonly action: string; readonly line: ActionLine }[] = [
  {
    action: 'changeMemberRoleAction',
    line: { needs: 'members.make_owner', at: members, names: target, typed: () => ({ role: 'owner' }) },
  },
];
