/** The numbers of second factors: codes, passkeys, trusted browsers, and the way back after losing them. Pure. */

import { count, duration, type Setting } from './setting';

export const factorsSettings = {
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
    'Its key is useless until a code is confirmed',
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
    'NIST 800-63B-4 §5.1: fixed, however often it is used; never for staff, never for step-up',
  ),
  passkeyChallengeLifetime: duration(
    'PASSKEY_CHALLENGE_LIFETIME',
    '5m',
    'A question to a passkey can be answered for',
    'WebAuthn §13.4.3: once, in the browser that was asked, for what it was asked for',
  ),
  passkeyChallengesPerMinute: count(
    'PASSKEY_CHALLENGES_PER_MINUTE',
    '60',
    'Questions to passkeys per address and minute',
    'ASVS 2.4.1',
  ),
  passkeyLimit: count('PASSKEY_LIMIT', '20', 'Passkeys per person', 'More devices than anyone has'),
  factorResetWait: duration(
    'FACTOR_RESET_WAIT',
    '72h',
    'Taking off lost second factors waits for',
    'ASVS 6.4.4: slow and loud, so that anyone who is robbed can stop it',
  ),
  factorResetReminderLead: duration(
    'FACTOR_RESET_REMINDER_LEAD',
    '24h',
    'Before the wait is over it is told once more by',
    'Someone who was away when it began may be back by then; at most half of the wait',
  ),
  factorResetLinkLifetime: duration(
    'FACTOR_RESET_LINK_LIFETIME',
    '24h',
    'After the wait, the link that takes them off works for',
    'NIST 800-63B-4 §4.2.1.2: at most 24 h',
  ),
  factorResetRequestsPerDay: count(
    'FACTOR_RESET_REQUESTS_PER_DAY',
    '3',
    'Such waits begun per account and day',
    'ASVS 2.4.1: each of them mails every address',
  ),
} as const satisfies Record<string, Setting>;
