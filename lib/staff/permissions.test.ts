import { describe, expect, test } from 'vitest';
import { type Role, roles } from '../config/policy';
import { isPermitted, type StaffPermission, staffPermissions, staffRefusal } from './permissions';

/** Written out again: a change of the table has to be meant twice. */
const expected: Record<StaffPermission, readonly Role[]> = {
  find: ['support', 'administrator'],
  look: ['support', 'administrator'],
  end_session: ['support', 'administrator'],
  sign_out: ['support', 'administrator'],
  unlock: ['support', 'administrator'],
  require_reset: ['support', 'administrator'],
  remove_trust: ['support', 'administrator'],
  disable: ['administrator'],
  enable: ['administrator'],
  change_role: ['administrator'],
  support_access: ['support', 'administrator'],
  emergency: ['administrator'],
};

describe.each(staffPermissions)('%s', (permission) => {
  test.each(roles)('by a %s', (role) => {
    expect(isPermitted(role, permission)).toBe(expected[permission].includes(role));
  });
});

test('what the table does not name, nobody may do', () => {
  for (const made of ['delete', 'toString', '__proto__', ''])
    for (const role of roles) expect(isPermitted(role, made as StaffPermission)).toBe(false);
  expect(isPermitted('owner' as Role, 'find')).toBe(false);
});

const writes = staffPermissions.filter((permission) => permission !== 'find');

describe.each(writes)('%s', (permission) => {
  const refusal = (actor: Role, person: Role, id = 'other') =>
    staffRefusal({ id: 'own', role: actor }, permission, { id, role: person });

  test('is refused on oneself, also to an administrator', () => {
    expect(refusal('administrator', 'administrator', 'own')).toBe('yourself');
    expect(refusal('support', 'support', 'own')).toBe(
      expected[permission].includes('support') ? 'yourself' : 'not_permitted',
    );
  });

  test('on staff is refused to support, and allowed to an administrator, except for being seen as its person', () => {
    for (const person of ['support', 'administrator'] as const) {
      const never = permission === 'support_access' ? 'staff_not_seen' : undefined;
      expect(refusal('administrator', person)).toBe(never);
      expect(refusal('support', person)).toBe(
        expected[permission].includes('support') ? (never ?? 'staff_member') : 'not_permitted',
      );
    }
  });

  test('is refused to a member, whoever it is about', () => {
    for (const person of roles) expect(refusal('member', person)).toBe('not_permitted');
  });
});

test('finding somebody is allowed to all staff, whoever it is', () => {
  for (const role of ['support', 'administrator'] as const)
    expect(staffRefusal({ id: 'own', role }, 'find', { id: 'own', role: 'administrator' })).toBeUndefined();
});
