/** What an operator may set, with its default and its reason. The README, `.env.example` and the help page print it. Pure. */

export type Setting = {
  env: string;
  fallback: string;
  kind: 'duration' | 'count';
  label: string;
  why: string;
};

const duration = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'duration', label, why }) as const;
const count = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'count', label, why }) as const;

export const settings = {
  idleTimeout: duration(
    'SESSION_IDLE_TIMEOUT',
    '30m',
    'Idle timeout',
    'NIST 800-63B-4 §2.2.3: at most 1 h; OWASP: 15–30 min',
  ),
  absoluteTimeout: duration(
    'SESSION_ABSOLUTE_TIMEOUT',
    '12h',
    'Absolute lifetime',
    'NIST 800-63B-4 §2.2.3: at most 24 h; covers a working day',
  ),
  warningLead: duration(
    'SESSION_WARNING_LEAD',
    '120s',
    'Idle warning lead',
    'WCAG 2.2.1: at least 20 s to act; at most 20 % of the idle timeout',
  ),
  absoluteWarningLead: duration(
    'SESSION_ABSOLUTE_WARNING_LEAD',
    '5m',
    'Absolute warning lead',
    'NIST 800-63B-4 §5.2: signing in again resets both timers',
  ),
  touchInterval: duration(
    'SESSION_TOUCH_INTERVAL',
    '60s',
    'Last-active write, at most once per',
    'The row is the truth; its grain stays within 5 % of the idle timeout',
  ),
  rememberedIdleTimeout: duration(
    'REMEMBERED_IDLE_TIMEOUT',
    '7d',
    'Idle timeout, “keep me signed in”',
    'A week away from a device that the person called their own',
  ),
  rememberedAbsoluteTimeout: duration(
    'REMEMBERED_ABSOLUTE_TIMEOUT',
    '30d',
    'Absolute lifetime, “keep me signed in”',
    'NIST 800-63B-4 §2.1.3: at most 30 d',
  ),
  rememberedTouchInterval: duration(
    'REMEMBERED_TOUCH_INTERVAL',
    '15m',
    'Last-active write, “keep me signed in”, at most once per',
    'Small against a week',
  ),
  adminIdleTimeout: duration(
    'ADMIN_IDLE_TIMEOUT',
    '15m',
    'Idle timeout, administrators',
    'Whoever can do more is put away sooner; the strictest limit wins',
  ),
  adminAbsoluteTimeout: duration(
    'ADMIN_ABSOLUTE_TIMEOUT',
    '8h',
    'Absolute lifetime, administrators',
    'A working day, also with “keep me signed in”',
  ),
  adminWarningLead: duration(
    'ADMIN_WARNING_LEAD',
    '60s',
    'Idle warning lead, administrators',
    'WCAG 2.2.1: at least 20 s to act',
  ),
  adminTouchInterval: duration(
    'ADMIN_TOUCH_INTERVAL',
    '30s',
    'Last-active write, administrators, at most once per',
    'Small against their idle timeout',
  ),
  sensitiveIdleTimeout: duration(
    'SENSITIVE_IDLE_TIMEOUT',
    '10m',
    'Idle time after which a sensitive page asks for proof',
    'ASVS 7.1.1: put away sooner, the session lives on; with “keep me signed in” never under twice its write interval',
  ),
  stepUpWindow: duration(
    'STEP_UP_WINDOW',
    '10m',
    'Step-up window',
    'ASVS 7.5: counts from the proof; activity never extends it',
  ),
  sensitiveStepUpWindow: duration(
    'SENSITIVE_STEP_UP_WINDOW',
    '5m',
    'Step-up window of sensitive actions',
    'ASVS 7.5: plan changes and the like',
  ),
  adminStepUpWindow: duration('ADMIN_STEP_UP_WINDOW', '5m', 'Step-up window, administrators', 'ASVS 7.5'),
  stepUpTries: count('STEP_UP_TRIES', '5', 'Step-up tries, then the session ends', 'ASVS 6.3.1'),
  adminStepUpTries: count('ADMIN_STEP_UP_TRIES', '3', 'Step-up tries, administrators', 'ASVS 6.3.1'),
  stepUpTriesPeriod: duration('STEP_UP_TRIES_PERIOD', '15m', 'Step-up tries are counted over', 'ASVS 6.3.1'),
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
  signUpsPerHour: count('SIGN_UPS_PER_HOUR', '5', 'Sign-ups per address and hour', 'ASVS 2.4.1'),
  sessionChangesPerMinute: count(
    'SESSION_CHANGES_PER_MINUTE',
    '30',
    'Session and project changes per person and minute',
    'ASVS 2.4.1',
  ),
  sessionLimit: count(
    'SESSION_LIMIT',
    '10',
    'Devices signed in at once',
    'ASVS 7.1.2: beyond it the one used longest ago is signed out, and told so',
  ),
  adminSessionLimit: count(
    'ADMIN_SESSION_LIMIT',
    '3',
    'Devices signed in at once, administrators',
    'ASVS 7.1.2',
  ),
  draftSavesPerMinute: count(
    'DRAFT_SAVES_PER_MINUTE',
    '60',
    'Draft saves per person and minute',
    'ASVS 2.4.1',
  ),
  draftLimit: count('DRAFT_LIMIT', '20', 'Drafts kept per person', 'Beyond it the oldest one goes'),
  draftRetention: duration(
    'DRAFT_RETENTION',
    '30d',
    'Drafts are kept for',
    'As long as anybody would come back to one',
  ),
  actionKeyRetention: duration(
    'ACTION_KEY_RETENTION',
    '24h',
    'A repeated submission is recognised for',
    'Longer than any page keeps trying',
  ),
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
    'Mails that strangers can cause, per address and hour',
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
  endedSessionRetention: duration(
    'ENDED_SESSION_RETENTION',
    '90d',
    'Ended sessions are kept for',
    'Long enough to answer “why was I signed out?”',
  ),
  sweepInterval: duration(
    'SWEEP_INTERVAL',
    '5m',
    'Abandoned sessions are swept every',
    'Judging on read ends them at once; the sweep only tidies',
  ),
} as const satisfies Record<string, Setting>;
