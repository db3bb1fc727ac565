/** The numbers of signing in: passwords, how often somebody may try, codes by mail, sign-in through a provider. Pure. */

import { count, duration, type Setting } from './setting';

export const signInSettings = {
  passwordMinLength: count(
    'PASSWORD_MIN_LENGTH',
    '15',
    'Password, at least characters',
    'NIST 800-63B-4 §3.1.1.2',
  ),
  passwordMaxLength: count(
    'PASSWORD_MAX_LENGTH',
    '128',
    'Password, at most characters',
    'NIST 800-63B-4 §3.1.1.2: at least 64 allowed',
  ),
  passwordHashConcurrency: count(
    'PASSWORD_HASH_CONCURRENCY',
    '2',
    'Passwords hashed at once on one instance',
    '19 MiB and a pool thread each: bounds what a flood of sign-ins can take',
  ),
  breachLookupTimeout: duration(
    'BREACH_LOOKUP_TIMEOUT',
    '1s',
    'The look-up of breached passwords may take',
    'ASVS 6.2.12: after it the list that ships with the product decides alone',
  ),
  freeFailures: count(
    'SIGN_IN_FREE_FAILURES',
    '5',
    'Failed sign-ins per account before delays begin',
    'NIST 800-63B-4 §3.2.2',
  ),
  longestDelay: duration(
    'SIGN_IN_LONGEST_DELAY',
    '15m',
    'Longest delay between tries on one account',
    'NIST 800-63B-4 §3.2.2: starts at 1 s and doubles',
  ),
  failuresUntilPasswordOff: count(
    'SIGN_IN_FAILURES_UNTIL_OFF',
    '100',
    'Failed sign-ins in a row until the password is off',
    'NIST 800-63B-4 §3.2.2',
  ),
  sourceFailuresPerMinute: count(
    'SOURCE_FAILURES_PER_MINUTE',
    '10',
    'Failed sign-ins per address and minute',
    'OWASP credential stuffing',
  ),
  sourceFailuresPerHour: count(
    'SOURCE_FAILURES_PER_HOUR',
    '100',
    'Failed sign-ins per address and hour',
    'OWASP credential stuffing',
  ),
  sourceAccountsPerHour: count(
    'SOURCE_ACCOUNTS_PER_HOUR',
    '20',
    'Different accounts failed on per address and hour',
    'OWASP credential stuffing',
  ),
  emailCodeLifetime: duration(
    'EMAIL_CODE_LIFETIME',
    '10m',
    'A code sent by email works for',
    'ASVS 6.6.2, 6.6.3: in the browser that asked for it, once',
  ),
  emailCodeTries: count(
    'EMAIL_CODE_TRIES',
    '5',
    'Wrong tries until a code sent by email is over',
    'NIST 800-63B-4 §3.2.2: counted before the code is looked at',
  ),
  emailCodeTriesPerHour: count(
    'EMAIL_CODE_TRIES_PER_HOUR',
    '10',
    'Wrong codes sent by email, per address and hour',
    'NIST 800-63B-4 §3.2.2: over all codes, so that asking for another begins no new count',
  ),
  emailCodesPerSourcePerHour: count(
    'EMAIL_CODES_PER_SOURCE_PER_HOUR',
    '20',
    'Sign-in codes asked for, per network address and hour',
    'ASVS 2.4.1',
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
  authorizationRequestLifetime: duration(
    'AUTHORIZATION_REQUEST_LIFETIME',
    '10m',
    'The way to Google or GitHub and back may take',
    'Long enough to sign in there, with a second factor',
  ),
  waitingLinkLifetime: duration(
    'WAITING_LINK_LIFETIME',
    '30m',
    'A Google or GitHub account waits to be connected for',
    'As long as a link to choose a new password works',
  ),
} as const satisfies Record<string, Setting>;
