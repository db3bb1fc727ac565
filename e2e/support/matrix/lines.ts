/**
 * How each page, action and route of an organization is tried by the permission matrix: where it is, and what is sent so that it works
 * for those who may. Who may is nothing of this list: that comes from the guard and lib/organization/permissions.ts.
 */

import type { Permission } from '../../../lib/organization/permissions';
import type { Ground } from './ground';

type Fields = Readonly<Record<string, string>>;
type ActionLine = {
  /** The page that sends it. */
  readonly at: (ground: Ground) => string;
  /** What names the organization or something in it: the matrix also sends those of another one. */
  readonly names?: (ground: Ground) => Fields;
  readonly typed?: (ground: Ground) => Fields;
};

/** By the folder of the page. */
export const pageLines: Readonly<Record<string, (ground: Ground) => string>> = {
  '': () => '',
  '/settings/audit': () => '/settings/audit',
  '/settings/general': () => '/settings/general',
  '/settings/members': () => '/settings/members',
  '/settings/security': () => '/settings/security',
  // only: sample, from here
  '/projects': () => '/projects',
  '/projects/[id]': ({ projectId }) => `/projects/${projectId}`,
  '/projects/new': () => '/projects/new',
  // only: sample, to here
};

/** By method and address; its path below the organization's. */
export const routeLines: Readonly<Record<string, (ground: Ground) => string>> = {
  'GET /audit': () => '/audit',
  'HEAD /audit': () => '/audit',
};

const general = () => '/settings/general';
const members = () => '/settings/members';
const security = () => '/settings/security';
const target = ({ target: { id } }: Ground) => ({ userId: id });
const typedSlug = ({ slug }: Ground) => ({ typedSlug: slug });

export const actionLines: Readonly<Record<string, ActionLine>> = {
  exportAuditAction: { at: () => '/settings/audit' },
  renameOrganizationAction: { at: general, typed: ({ slug }) => ({ name: 'Renamed', slug: `${slug}-2` }) },
  leaveAction: { at: general, typed: () => ({ confirmed: 'on' }) },
  deleteOrganizationAction: { at: general, names: typedSlug },
  changeMemberRoleAction: { at: members, names: target, typed: () => ({ role: 'admin' }) },
  removeMemberAction: { at: members, names: target },
  changeRulesAction: { at: security, typed: () => ({ idle: '900', absolute: '' }) },
  signOutOrganizationAction: { at: security, names: typedSlug },
  // only: sample, from here
  createAction: { at: () => '/projects/new', typed: () => ({ name: 'Another project', description: '' }) },
  saveAction: {
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
    typed: () => ({ name: 'Changed', description: '' }),
  },
  removeAction: {
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
  },
  addTaskToAction: {
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId }) => ({ id: projectId }),
    typed: () => ({ title: 'Another task' }),
  },
  setDoneAction: {
    at: ({ projectId }) => `/projects/${projectId}`,
    names: ({ projectId, taskId }) => ({ id: projectId, taskId }),
    typed: () => ({ done: 'yes' }),
  },
  // only: sample, to here
};

/** Finer than the guard: what the flow asks for besides. */
export const finerLines: readonly { action: string; permission: Permission; line: ActionLine }[] = [
  {
    action: 'changeMemberRoleAction',
    permission: 'members.make_owner',
    line: { at: members, names: target, typed: () => ({ role: 'owner' }) },
  },
];
