/** Every number of the product, in one place, typed and validated. Pure: it reads the record it is given. */

import { days, durationText, parseDuration, type Seconds, seconds } from '../time';

type Setting = { env: string; fallback: string; kind: 'duration' | 'count'; label: string; why: string };

const duration = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'duration', label, why }) as const;
const count = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'count', label, why }) as const;

/** What an operator may set, with its default and its reason. The README, `.env.example` and the help page print it. */
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
  stepUpWindow: duration(
    'STEP_UP_WINDOW',
    '10m',
    'Step-up window',
    'ASVS 7.5: counts from the proof; activity never extends it',
  ),
  stepUpTries: count('STEP_UP_TRIES', '5', 'Step-up tries, then the session ends', 'ASVS 6.3.1'),
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

type Settings = typeof settings;
export type Policy = {
  readonly [K in keyof Settings]: Settings[K]['kind'] extends 'duration' ? Seconds : number;
};

/** The limits that one session lives under; chosen when it is read, so a shorter policy takes effect at once. */
export type SessionLimits = {
  readonly idle: Seconds;
  readonly absolute: Seconds;
  /** Zero where no idle warning is given ("keep me signed in"). */
  readonly idleWarningLead: Seconds;
  readonly absoluteWarningLead: Seconds;
  readonly touchInterval: Seconds;
  readonly stepUpWindow: Seconds;
};

/** Lists every nonsense value by the name of its variable; never prints a secret. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has problems:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Beyond it, instants and timers overflow, and a limit that is no number would never be reached. */
const longestLength = days(400);

export const shortestWarningLead = seconds(20);

/** Throws ConfigError naming every variable that is no length, no count, or contradicts another. */
export function parsePolicy(source: Readonly<Record<string, string | undefined>>): Policy {
  const problems: string[] = [];
  const policy = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, readSetting(setting, source, problems)]),
  ) as Policy;
  if (problems.length === 0) problems.push(...contradictions(policy));
  if (problems.length > 0) throw new ConfigError(problems);
  return policy;
}

export const defaultPolicy = parsePolicy({});

function readSetting(
  setting: Setting,
  source: Readonly<Record<string, string | undefined>>,
  problems: string[],
) {
  const text = source[setting.env] || setting.fallback;
  if (setting.kind === 'duration') {
    const length = parseDuration(text);
    if (length === undefined || length > longestLength)
      problems.push(
        `${setting.env} must be a length such as 45s, 30m, 12h or 7d, above zero and at most 400d`,
      );
    return length ?? seconds(1);
  }
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  if (value <= 0) problems.push(`${setting.env} must be a whole number above zero`);
  return value;
}

function contradictions(p: Policy): string[] {
  const name = (key: keyof Settings) => settings[key].env;
  const atMost = (low: keyof Settings, high: keyof Settings) =>
    p[low] > p[high] ? [`${name(low)} is above ${name(high)}`] : [];
  return [
    ...atMost('idleTimeout', 'absoluteTimeout'),
    ...atMost('rememberedIdleTimeout', 'rememberedAbsoluteTimeout'),
    ...atMost('warningLead', 'idleTimeout'),
    ...atMost('absoluteWarningLead', 'absoluteTimeout'),
    ...atMost('absoluteWarningLead', 'rememberedAbsoluteTimeout'),
    ...atMost('touchInterval', 'idleTimeout'),
    ...atMost('rememberedTouchInterval', 'rememberedIdleTimeout'),
    ...atMost('passwordMinLength', 'passwordMaxLength'),
    ...atMost('freeFailures', 'failuresUntilPasswordOff'),
    ...(p.passwordMinLength < 8 ? [`${name('passwordMinLength')} is under 8`] : []),
    ...(p.passwordMaxLength < 64 ? [`${name('passwordMaxLength')} is under 64`] : []),
    ...(p.warningLead < shortestWarningLead
      ? [`${name('warningLead')} is under ${durationText(shortestWarningLead)}`]
      : []),
  ];
}

/** At most a fifth of the idle timeout, yet never under 20 s (WCAG 2.2.1), and never the whole of a very short one. */
function leadWithin(idle: Seconds, lead: Seconds): Seconds {
  const bounded = Math.max(shortestWarningLead, Math.min(lead, idle / 5));
  return seconds(Math.min(bounded, idle));
}

export function limitsOf(policy: Policy, session: { readonly remembered: boolean }): SessionLimits {
  const idle = session.remembered ? policy.rememberedIdleTimeout : policy.idleTimeout;
  const interval = session.remembered ? policy.rememberedTouchInterval : policy.touchInterval;
  return {
    idle,
    absolute: session.remembered ? policy.rememberedAbsoluteTimeout : policy.absoluteTimeout,
    idleWarningLead: session.remembered ? seconds(0) : leadWithin(idle, policy.warningLead),
    absoluteWarningLead: policy.absoluteWarningLead,
    touchInterval: seconds(Math.min(interval, idle / 20)),
    stepUpWindow: policy.stepUpWindow,
  };
}
