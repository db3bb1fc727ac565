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
  }
> = {
  password_changed: {
    here: 'goes on under a new secret',
    devices: [true, false],
    links: false,
    off: false,
    mails: ['password_changed'],
  },
  password_reset: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['password_reset'],
  },
  email_changed: {
    here: 'goes on under a new secret',
    devices: [true, false],
    links: false,
    off: false,
    mails: ['email_changed_from', 'email_changed_to'],
  },
  reported: { here: 'ends', devices: [false, false], links: false, off: true, mails: ['secure_account'] },
  account_disabled: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['account_disabled'],
  },
  account_deleted: {
    here: 'ends',
    devices: [false, false],
    links: false,
    off: false,
    mails: ['deletion_requested'],
  },
  operator: { here: 'ends', devices: [true, true], links: true, off: false, mails: [] },
  revoked_by_admin: { here: 'ends', devices: [true, true], links: true, off: false, mails: [] },
  role_changed: { here: 'ends', devices: [true, true], links: true, off: false, mails: ['role_changed'] },
  reset_required: {
    here: 'ends',
    reason: 'operator',
    devices: [false, false],
    links: false,
    off: true,
    mails: [],
  },
  factor_added: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['factor_added'],
  },
  factor_removed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['factor_removed'],
  },
  passkey_added: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['passkey_added'],
  },
  passkey_removed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['passkey_removed'],
  },
  factors_reset: {
    here: 'ends',
    reason: 'factors_changed',
    devices: [true, true],
    links: false,
    off: false,
    mails: ['factors_reset'],
  },
  identity_linked: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['identity_linked'],
  },
  identity_unlinked: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['identity_unlinked'],
  },
  recovery_codes_renewed: {
    here: 'goes on under a new secret',
    reason: 'factors_changed',
    devices: [true, true],
    links: true,
    off: false,
    mails: ['recovery_codes_renewed'],
  },
};
