/** The numbers of an account's life: signing up, mailed links, changes, deletion. Pure. */

import { count, duration, type Setting } from './setting';

export const accountSettings = {
  signUpsPerHour: count('SIGN_UPS_PER_HOUR', '5', 'Sign-ups per address and hour', 'ASVS 2.4.1'),
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
  invitationLifetime: duration(
    'INVITATION_LIFETIME',
    '72h',
    'An invitation works for',
    'Long enough for one that arrives on a Friday',
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
    'A week to notice that it was a mistake, or a thief',
  ),
  forgotPerAddressPerHour: count(
    'FORGOT_PER_ADDRESS_PER_HOUR',
    '3',
    'Mails that strangers can cause, per address and hour; reset links and sign-in codes count apart',
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
} as const satisfies Record<string, Setting>;
