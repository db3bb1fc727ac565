/** Every mail as its test writes it: what it is told, and the links it has to have. */

import type { Mail, WrittenKind } from '../../lib/mail/kinds';

export const mailToken = 'T'.repeat(43);

const origin = { device: 'Chrome on MacBook', place: 'Berlin, Germany' };
const changeId = '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01';
/** What each kind of mail is told. */
export const mailFacts = {
  confirm_email: { ...origin, signUpId: changeId },
  already_registered: origin,
  reset_password: origin,
  sign_in_code: { ...origin, codeId: changeId },
  step_up_code: { ...origin, codeId: changeId },
  password_changed: origin,
  password_reset: origin,
  confirm_new_email: { ...origin, changeId },
  new_email_taken: origin,
  email_change_requested: { ...origin, changeId, newEmail: 'new@example.com' },
  email_changed_from: { ...origin, changeId, newEmail: 'new@example.com' },
  email_changed_to: { ...origin, oldEmail: 'old@example.com' },
  new_sign_in: { ...origin, known: 'no', failures: '12' },
  secure_account: origin,
  factor_added: origin,
  factor_removed: origin,
  passkey_added: origin,
  passkey_removed: origin,
  factor_reset_requested: {
    ...origin,
    begunWith: 'password',
    resetId: '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01',
    until: '2026-11-15T15:17:09.000Z',
  },
  factor_reset_soon: {
    resetId: '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01',
    until: '2026-11-15T15:17:09.000Z',
  },
  factor_reset_ready: { resetId: '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01' },
  factor_reset_cancelled: { ...origin, by: 'factor_proven' },
  factors_reset: origin,
  identity_linked: { ...origin, provider: 'google' },
  identity_unlinked: { ...origin, provider: 'github' },
  recovery_codes_renewed: origin,
  recovery_code_used: { ...origin, left: '3', few: 'yes' },
  second_factor_failed: { ...origin, begunWith: 'password' },
  account_disabled: {},
  account_enabled: {},
  role_changed: { role: 'administrator' },
  invitation: {},
  deletion_requested: { ...origin, until: '2026-11-19T15:17:09.000Z' },
  account_deleted: {},
  organization_deleted: { ...origin, organization: 'Acme', until: '2026-11-19T15:17:09.000Z' },
} as const satisfies { [K in WrittenKind]: Extract<Mail, { kind: K }>['facts'] };

const tokenAt = (path: string) => [`https://app.test${path}?token=${mailToken}`];
/** The links of each, in their order. */
export const expectedLinks: Record<WrittenKind, string[]> = {
  confirm_email: tokenAt('/verify-email'),
  invitation: tokenAt('/reset-password'),
  already_registered: ['https://app.test/sign-in', 'https://app.test/forgot-password'],
  reset_password: tokenAt('/reset-password'),
  secure_account: tokenAt('/reset-password'),
  confirm_new_email: tokenAt('/verify-email'),
  email_change_requested: tokenAt('/undo-email-change'),
  email_changed_from: tokenAt('/undo-email-change'),
  password_changed: tokenAt('/report-sign-in'),
  password_reset: tokenAt('/report-sign-in'),
  new_sign_in: tokenAt('/report-sign-in'),
  email_changed_to: tokenAt('/report-sign-in'),
  factor_added: tokenAt('/report-sign-in'),
  factor_removed: tokenAt('/report-sign-in'),
  passkey_added: tokenAt('/report-sign-in'),
  passkey_removed: tokenAt('/report-sign-in'),
  factor_reset_requested: tokenAt('/cancel-factor-reset'),
  factor_reset_soon: tokenAt('/cancel-factor-reset'),
  factor_reset_ready: tokenAt('/finish-factor-reset'),
  factor_reset_cancelled: [],
  factors_reset: tokenAt('/report-sign-in'),
  identity_linked: tokenAt('/report-sign-in'),
  identity_unlinked: tokenAt('/report-sign-in'),
  recovery_codes_renewed: tokenAt('/report-sign-in'),
  recovery_code_used: ['https://app.test/settings/security', ...tokenAt('/report-sign-in')],
  second_factor_failed: tokenAt('/report-sign-in'),
  deletion_requested: tokenAt('/undo-deletion'),
  sign_in_code: [],
  step_up_code: ['https://app.test/settings/sessions'],
  new_email_taken: [],
  account_disabled: [],
  account_enabled: ['https://app.test/sign-in'],
  role_changed: ['https://app.test/sign-in'],
  account_deleted: [],
  organization_deleted: ['https://app.test/organizations'],
};
