/** What the API says of the person, their sign-ins and their organizations. Pure. */

import { z } from 'zod';
import { scopeNames } from '../../config/scopes';
import { organizationRoles } from '../../organization/permissions';
import type { ApiOperation } from './operation';
import { pageAnswer, pageQuery } from './paging';

const moment = z.iso.datetime();

const me = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  via: z.enum(['browser', 'app', 'key']).meta({ description: 'What asks.' }),
  scopes: z
    .array(z.enum(scopeNames))
    .nullable()
    .meta({ description: 'What the token may do; null for a browser.' }),
});

const session = z.object({
  id: z.uuid(),
  name: z.string().meta({ description: 'The device or the app, as detected or renamed.' }),
  current: z.boolean().meta({ description: 'It is the one that asks.' }),
  ip: z.string().nullable().meta({ description: 'Where it was begun from.' }),
  signedInAt: moment,
  lastActiveAt: moment,
});

const organization = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(organizationRoles),
});

export const accountOperations = {
  getMe: {
    method: 'GET',
    path: '/me',
    summary: 'Who you are, and what asks for you.',
    scope: 'me:read',
    status: 200,
    answer: me,
  },
  listMySessions: {
    method: 'GET',
    path: '/sessions',
    summary: 'Where you are signed in.',
    scope: 'sessions:read',
    query: pageQuery('moment'),
    status: 200,
    answer: pageAnswer(session),
  },
  endMySession: {
    method: 'DELETE',
    path: '/sessions/{id}',
    summary: 'Signs one of your devices or apps out. An app may always sign itself out.',
    scope: 'sessions:revoke',
    params: z.strictObject({ id: z.uuid() }),
    status: 204,
    stepUp: { freshness: 'recent', tokens: 'by_scope', page: () => '/settings/sessions' },
    own: 'session',
  },
  listMyOrganizations: {
    method: 'GET',
    path: '/organizations',
    summary: 'The organizations that you belong to, and your role in each.',
    scope: 'me:read',
    query: pageQuery('text'),
    status: 200,
    answer: pageAnswer(organization),
  },
} as const satisfies Record<string, ApiOperation>;
