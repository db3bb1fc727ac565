import { describe, expect, test } from 'vitest';
import { allows, mayChange, organizationRoles, type Permission, permissionNames } from './permissions';

/** Who may what, written out once more: a change of the table has to be meant. */
const expected: Record<Permission, string> = {
  'organization.open': 'member admin owner',
  'organization.leave': 'member admin owner',
  'organization.rename': 'owner',
  'organization.rules': 'owner',
  'organization.sign_out': 'owner',
  'organization.delete': 'owner',
  'members.list': 'member admin owner',
  'members.manage': 'admin owner',
  'members.make_owner': 'owner',
  'audit.read': 'admin owner',
  'webhooks.read': 'admin owner',
  'webhooks.manage': 'admin owner',
  'audit.export': 'admin owner',
  'keys.read': 'admin owner',
  'keys.manage': 'admin owner',
  'project.read': 'member admin owner', // only: sample
  'project.write': 'member admin owner', // only: sample
};

test.each(permissionNames)('%s', (permission) => {
  expect(organizationRoles.filter((role) => allows(role, permission)).join(' ')).toBe(expected[permission]);
});

describe('changing and removing a member', () => {
  const all = ['member', 'admin', 'owner'] as const;
  const allowed = all.flatMap((by) =>
    all.flatMap((from) =>
      [...all, undefined]
        .filter((to) => mayChange({ by, from, to }))
        .map((to) => `${by}: ${from} → ${to ?? 'out'}`),
    ),
  );

  test('a member changes nobody, an admin nobody to or from owner, an owner everybody', () => {
    expect(allowed.filter((line) => line.startsWith('member'))).toEqual([]);
    expect(allowed.filter((line) => line.startsWith('admin'))).toEqual([
      'admin: member → member',
      'admin: member → admin',
      'admin: member → out',
      'admin: admin → member',
      'admin: admin → admin',
      'admin: admin → out',
    ]);
    expect(allowed.filter((line) => line.startsWith('owner'))).toHaveLength(12);
  });
});
