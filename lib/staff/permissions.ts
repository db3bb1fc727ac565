/** What staff may do to other people's accounts: one closed table. What it does not name, nobody may do. Pure. */

import { isStaff, type Role } from '../config/policy';

export const staffPermissions = [
  'find',
  'look',
  'end_session',
  'sign_out',
  'unlock',
  'require_reset',
  'remove_trust',
  'disable',
  'enable',
  'change_role',
  'support_access',
  'emergency',
] as const;

export type StaffPermission = (typeof staffPermissions)[number];

const everyStaff = ['support', 'administrator'] as const;
const administrators = ['administrator'] as const;

const given: Readonly<Record<StaffPermission, readonly Role[]>> = {
  find: everyStaff,
  look: everyStaff,
  end_session: everyStaff,
  sign_out: everyStaff,
  unlock: everyStaff,
  require_reset: everyStaff,
  remove_trust: everyStaff,
  disable: administrators,
  enable: administrators,
  change_role: administrators,
  support_access: everyStaff,
  emergency: administrators,
};

/** Refuses what the table does not know, so that a permission cannot be made up. */
export const isPermitted = (role: Role, permission: StaffPermission): boolean =>
  Object.hasOwn(given, permission) && given[permission].includes(role);

export type StaffRefusal = 'not_permitted' | 'yourself' | 'staff_member' | 'staff_not_seen';

type Someone = { readonly id: string; readonly role: Role };

/**
 * Why this member of staff may not do this to that person. Nobody may act on themselves: a stolen session could lift its own
 * limits. Support may not act on staff: it could sign out the people who check on it. The same goes for looking, because the
 * trail would tell them who has looked at them.
 */
export function staffRefusal(
  actor: Someone,
  permission: StaffPermission,
  person: Someone,
): StaffRefusal | undefined {
  if (!isPermitted(actor.role, permission)) return 'not_permitted';
  if (permission === 'find') return undefined;
  if (actor.id === person.id) return 'yourself';
  // Seen as its person, an account of the staff would lend its powers to somebody else.
  if (permission === 'support_access' && isStaff(person.role)) return 'staff_not_seen';
  return isStaff(person.role) && actor.role !== 'administrator' ? 'staff_member' : undefined;
}
