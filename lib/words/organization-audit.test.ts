import { expect, test } from 'vitest';
import type { OrganizationEventName } from '../audit/organization-shown';
import { product } from '../config/product';
import { organizationAuditSentence } from './organization-audit';

const said = (event: OrganizationEventName, data: unknown = {}, names: object = {}) =>
  organizationAuditSentence({
    event,
    data,
    reason: null,
    actorId: 'a',
    actorName: 'Ada',
    personName: 'Bob Builder',
    ...names,
  });

test.each([
  ['member_role_changed', { from: 'member', to: 'admin' }, 'Ada made Bob Builder an admin'],
  ['member_role_changed', { from: 'member', to: 'owner' }, 'Ada made Bob Builder an owner'],
  ['member_role_changed', {}, 'Ada made Bob Builder something else'],
  ['member_removed', { role: 'member' }, 'Ada removed Bob Builder'],
  ['member_left', {}, 'Ada left'],
  [
    'organization_rules_changed',
    { idle: '900' },
    'Ada changed the rules: ask again after a break of 15 minutes',
  ],
  [
    'organization_rules_changed',
    { idle: 'none', absolute: '86400', secondFactor: 'true', supportAccess: 'never' },
    'Ada changed the rules: no longer ask again after a break; ask again at the latest after 1 day; everyone needs a second factor; support may not ask for access',
  ],
  ['organization_rules_changed', { idle: 'x', secondFactor: 'constructor' }, 'Ada changed the rules'],
  ['organization_rules_changed', null, 'Ada changed the rules'],
  ['organization_signed_out', { people: 5, sessions: 7 }, 'Ada signed everyone out: 5 people, 7 sessions'],
  ['organization_signed_out', { people: 1, sessions: 1 }, 'Ada signed everyone out: 1 person, 1 session'],
  [
    'organization_seen_by_support',
    { why: 'invoice page is empty' },
    'Ada opened the organization, for support as Bob Builder',
  ],
  ['organization_audit_exported', { lines: 1234 }, 'Ada exported the audit: 1,234 lines'],
  ['webhook_created', { host: 'hooks.example.com' }, 'Ada added a webhook to hooks.example.com'],
  [
    'webhook_changed',
    { host: 'hooks.example.com', state: 'off' },
    'Ada turned the webhook to hooks.example.com off',
  ],
  [
    'webhook_changed',
    { host: 'hooks.example.com' },
    'Ada changed what the webhook to hooks.example.com is told',
  ],
  ['webhook_secret_rotated', {}, 'Ada replaced the secret of the webhook to somewhere'],
  ['webhook_removed', { host: 'hooks.example.com' }, 'Ada removed the webhook to hooks.example.com'],
  ['authz_fail', { asked: 'members.manage' }, "Ada tried something that their role doesn't allow"],
] as const)('%s with %j', (event, data, sentence) => {
  expect(said(event, data)).toBe(sentence);
});

test('somebody whose account is gone is not named, and what nobody did is done by the product', () => {
  expect(said('organization_changed', {}, { actorName: null })).toBe(
    'Someone who has left changed the name or the address',
  );
  expect(said('member_removed', {}, { personName: null })).toBe('Ada removed someone who has left');
  const gone = { host: 'hooks.example.com', reason: 'gone' };
  expect(said('webhook_disabled', gone, { actorId: null, actorName: null })).toBe(
    `${product.name} turned the webhook to hooks.example.com off, because its receiver is gone`,
  );
  expect(said('organization_deleted', {}, { actorId: null, actorName: null })).toBe(
    `${product.name} removed the organization for good`,
  );
});

test('a name that would turn the text around, or that shows nothing, turns nothing around', () => {
  expect(said('member_left', {}, { actorName: '\u202eAda\n=1' })).toBe('Ada =1 left');
  expect(said('member_left', {}, { actorName: '\u2800' })).toBe('No name left');
});
