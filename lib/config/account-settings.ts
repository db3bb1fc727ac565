/** The numbers of an account's whole life: links, mails, deletion, what is kept and for how long. Pure. */

import { count, duration, type Setting } from './setting';

export const accountSettings = {
  resetLinkLifetime: duration(
    'RESET_LINK_LIFETIME',
    '30m',
    'A password reset link works for',
    'OWASP forgot password: rarely more than an hour',
  ),
  verifyLinkLifetime: duration(
    'VERIFY_LINK_LIFETIME',
    '24h',
    'A link that confirms a new account works for',
    'NIST 800-63B-4 §4.2.1.2: at most 24 h',
  ),
  emailChangeLinkLifetime: duration(
    'EMAIL_CHANGE_LINK_LIFETIME',
    '1h',
    'A link that confirms a new address works for',
    'ASVS 6.5.5: short, because the account is in use',
  ),
  emailChangeUndoPeriod: duration(
    'EMAIL_CHANGE_UNDO_PERIOD',
    '7d',
    'A change of address can be undone from the old one for',
    'NIST 800-63B-4 §4.6: a way to repudiate',
  ),
  reportLinkLifetime: duration(
    'REPORT_LINK_LIFETIME',
    '7d',
    'The “This wasn’t me” link of a mail works for',
    'Long enough for a mail that is read after a holiday',
  ),
  deletionGracePeriod: duration(
    'DELETION_GRACE_PERIOD',
    '7d',
    'A deleted account can be brought back for',
    'Whoever deletes by mistake, or is deleted by a thief, gets a week',
  ),
  forgotPerAddressPerHour: count(
    'FORGOT_PER_ADDRESS_PER_HOUR',
    '3',
    'Mails that strangers can cause, per address and hour; reset links count apart',
    'ASVS 2.4.1: beyond it nothing is sent, and nobody is told',
  ),
  forgotPerSourcePerHour: count(
    'FORGOT_PER_SOURCE_PER_HOUR',
    '20',
    'Reset links asked for, per network address and hour',
    'ASVS 2.4.1',
  ),
  resendsPerMinute: count(
    'RESENDS_PER_MINUTE',
    '1',
    'Mails sent again, per address and minute',
    'ASVS 2.4.1',
  ),
  resendsPerDay: count('RESENDS_PER_DAY', '5', 'Mails sent again, per address and day', 'ASVS 2.4.1'),
  accountChangesPerHour: count(
    'ACCOUNT_CHANGES_PER_HOUR',
    '10',
    'Changes of address, exports and deletions per person and hour',
    'ASVS 2.4.1',
  ),
  breachLookupTimeout: duration(
    'BREACH_LOOKUP_TIMEOUT',
    '1s',
    'The look-up of breached passwords may take',
    'ASVS 6.2.12: after it the list that ships with the product decides alone',
  ),
  pendingSignInLifetime: duration(
    'PENDING_SIGN_IN_LIFETIME',
    '5m',
    'A half-finished sign-in waits for its code for',
    'NIST 800-63B-4 §3.1.3.2: it is no session and has no rights',
  ),
  pendingSignInTries: count(
    'PENDING_SIGN_IN_TRIES',
    '5',
    'Wrong codes until a half-finished sign-in is over',
    'OWASP MFA: a new one does not reset the counts below',
  ),
  secondFactorTriesPerHour: count(
    'SECOND_FACTOR_TRIES_PER_HOUR',
    '10',
    'Wrong codes per account and hour',
    'NIST 800-63B-4 §3.2.2: over all factors, sign-ins and sessions',
  ),
  secondFactorFailuresUntilOff: count(
    'SECOND_FACTOR_FAILURES_UNTIL_OFF',
    '100',
    'Wrong codes in a row until codes from the app are off',
    'NIST 800-63B-4 §3.2.2: a recovery code or an operator turns them on again',
  ),
  authenticatorSetupLifetime: duration(
    'AUTHENTICATOR_SETUP_LIFETIME',
    '15m',
    'Setting up an authenticator app may take',
    'Its key is of no use to anybody until a code is confirmed',
  ),
  recoveryCodeCount: count(
    'RECOVERY_CODE_COUNT',
    '10',
    'Recovery codes in a set',
    'NIST 800-63B-4 §4.2.1.1: each 120 random bits, each used once',
  ),
  recoveryCodesFew: count(
    'RECOVERY_CODES_FEW',
    '3',
    'Recovery codes left that count as few',
    'Says so on the security page and in the mail',
  ),
  trustedDeviceLifetime: duration(
    'TRUSTED_DEVICE_LIFETIME',
    '30d',
    'A trusted device is spared the code for',
    'NIST 800-63B-4 §5.1: fixed, however often it is used; never for administrators, never for step-up',
  ),
  providerWayLifetime: duration(
    'PROVIDER_WAY_LIFETIME',
    '10m',
    'The way to Google or GitHub and back may take',
    'Long enough to sign in there, with a second factor',
  ),
  waitingLinkLifetime: duration(
    'WAITING_LINK_LIFETIME',
    '30m',
    'An account elsewhere waits for its person to sign in for',
    'As long as a link to choose a new password works',
  ),
  unconfirmedRetention: duration(
    'UNCONFIRMED_RETENTION',
    '7d',
    'Accounts that nobody confirmed are kept for',
    'They hold nothing; the address is free again',
  ),
  knownDeviceRetention: duration(
    'KNOWN_DEVICE_RETENTION',
    '180d',
    'A browser that is not used is remembered for',
    'No alert for it, and strangers’ wrong passwords do not slow it down',
  ),
  auditRetention: duration(
    'AUDIT_RETENTION',
    '365d',
    'The security log is kept for',
    'ASVS 16.1.1: twelve months',
  ),
  addressRetention: duration(
    'ADDRESS_RETENTION',
    '90d',
    'Network addresses are kept whole for',
    'After it only the network is left',
  ),
  mailRetention: duration(
    'MAIL_RETENTION',
    '30d',
    'The record of a sent mail is kept for',
    'Long enough to answer “did you send it?”',
  ),
} as const satisfies Record<string, Setting>;
