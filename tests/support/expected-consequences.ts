/** The table of consequences, written a second time: a change of the code has to be meant twice. */

import type { AccountEvent } from '../../lib/flows/steps/consequence-table';

/** Written out again, cell by cell: the table in the code is compared with this one, and the database with both. */
export const expectedConsequences: Record<
  AccountEvent,
  {
    here: string;
    reason?: string;
    devices: [own: boolean, other: boolean];
    links: boolean;
    off: boolean;
    mails: string[];
    /** Keys that still open something: the person's own, and one that they made for an organization. */
    keys: [own: boolean, organization: boolean];
  }
> = {
  password_changed: {
    here: 'goes on under a new secret',
    devices: [true, false],
    links: false,
    off: false,
    mails: ['password_changed'],
    keys: [false, true],
  },
  password_reset: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['password_reset'],
    keys: [false, false],
  },
  email_changed: {
    here: 'goes on under a new secret',
    devices: [true, false],
    links: false,
    off: false,
    mails: ['email_changed_from', 'email_changed_to'],
    keys: [false, true],
  },
  reported: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: true,
    mails: ['secure_account'],
    keys: [false, false],
  },
  account_disabled: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['account_disabled'],
    keys: [false, false],
  },
  account_deleted: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['deletion_requested'],
    keys: [false, false],
  },
  operator: { here: 'ends', devices: [true, true], links: true, off: false, mails: [], keys: [false, true] },
  revoked_by_admin: {
    here: 'ends',
    devices: [true, true],
    links: true,
    off: false,
    mails: [],
    keys: [false, true],
  },
  role_changed: {
    here: 'ends',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['role_changed'],
    keys: [false, true],
  },
  reset_required: {
    here: 'ends',
    reason: 'operator',
    devices: [false, false],
    links: false,
    off: true,
    mails: [],
    keys: [false, false],
  },
  factor_added: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['factor_added'],
    keys: [true, true],
  },
  factor_removed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['factor_removed'],
    keys: [false, true],
  },
  passkey_added: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['passkey_added'],
    keys: [true, true],
  },
  passkey_removed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['passkey_removed'],
    keys: [false, true],
  },
  factors_reset: {
    here: 'ends',
    reason: 'factors_changed',
    devices: [true, true],
    links: false,
    off: false,
    mails: ['factors_reset'],
    keys: [false, false],
  },
  identity_linked: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['identity_linked'],
    keys: [true, true],
  },
  identity_unlinked: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['identity_unlinked'],
    keys: [false, true],
  },
  recovery_codes_renewed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['recovery_codes_renewed'],
    keys: [false, true],
  },
};
