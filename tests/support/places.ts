/** Where a file lives says what it may know: the rooms of the house, as docs/architecture.md draws them. */

const domains = [
  ...['account', 'audit', 'email-code', 'factor-reset', 'identity', 'invitation', 'known-device', 'mail'],
  ...['one-time-token', 'organization', 'passkey', 'rate-limit', 'second-factor', 'session', 'staff'],
  ...['support', 'submission', 'signing-key', 'token-family', 'api-key', 'webhook'],
  'draft', // only: drafts
  'plan', // only: plans
  'project', // only: sample
];
const rooms = [
  ...['account', 'factors', 'operator', 'organization', 'scheduled', 'session', 'sign-in', 'support'],
  ...['token', 'keys', 'webhooks'],
  'drafts', // only: drafts
  'sample', // only: sample or plans
];

const foundation =
  /^lib\/((address|crypto|device|device-browsers|device-hardware|one-at-a-time|opaque-token|proof|result|sealed|secret|time)\.ts|(config|observe|typed)\/)/;
const database =
  /^db\/(schema\/|(ago|client|delete-batch|doorkeeper|prepared|job-connection|listen|lone-connection|one-transaction|app-role|notices)\.ts$)/;

export type Place =
  | 'app'
  | 'primitives'
  | 'web'
  | 'worker'
  | 'client'
  | `room ${string}`
  | 'context'
  | 'steps'
  | `domain ${string}`
  | 'words'
  | 'foundation'
  | 'database'
  | 'entry point'
  | 'nowhere';

export function houseOf(path: string): Place {
  const [top = '', folder = '', room = ''] = path.split('/');
  if (path.startsWith('app/ui/')) return 'primitives';
  if (top === 'app') return 'app';
  if (top !== 'lib') return database.test(path) ? 'database' : 'entry point';
  if (foundation.test(path)) return 'foundation';
  if (folder === 'flows') return flowPlace(room);
  if (folder === 'web' || folder === 'worker' || folder === 'words' || folder === 'client') return folder;
  return domains.includes(folder) ? `domain ${folder}` : 'nowhere';
}

function flowPlace(room: string): Place {
  if (room === 'context.ts') return 'context';
  if (room === 'steps') return 'steps';
  return rooms.includes(room) ? `room ${room}` : 'nowhere';
}

/** Modules without a database, a framework or a clock of their own: the only ones that a browser may load. */
export const isPure = (path: string): boolean =>
  /^lib\/(words|config\/settings)\//.test(path) || pureFiles.has(path);

export const pureFiles: ReadonlySet<string> = new Set(
  [
    ...['time', 'result', 'proof', 'device', 'device-browsers', 'device-hardware'],
    ...[
      'config/colour',
      'config/features',
      'config/palette',
      'config/policy',
      'config/product',
      'config/clients',
      'config/providers',
      'config/scopes',
      'config/support',
      'typed/code',
      'typed/email',
      'typed/visible',
      'typed/name',
      'typed/secret-name',
    ],
    ...[
      'audit/events',
      'audit/shown',
      'audit/organization-shown',
      'draft/rules', // only: drafts
      'draft/forms', // only: drafts
      'plan/plans', // only: plans
      'mail/kinds',
      'mail/letter',
    ],
    ...['one-time-token/purposes', 'session/reasons', 'session/countdown', 'session/verdict'],
    ...['session/door', 'session/seat-word', 'organization/limits'],
    ...['invitation/roles', 'webhook/events', 'webhook/claims', 'webhook/tries'],
    ...['organization/permissions', 'organization/slug', 'organization/name'],
    ...['account/name', 'account/password-rules', 'account/state', 'staff/permissions'],
    ...['web/guards/action-state', 'web/guards/answers', 'web/guards/session-body'],
    ...['web/request/page-owner', 'web/request/return-to'],
    'web/draft/draft-body', // only: drafts
  ].map((name) => `lib/${name}.ts`),
);
