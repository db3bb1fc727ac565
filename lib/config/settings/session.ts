/** The numbers of a session: how long it lasts, when a person is warned, when proof is asked for again, how many at once. Pure. */

import { count, duration, type Setting } from './setting';

export const sessionSettings = {
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
    'Idle timeout, staff',
    'More power, shorter sessions; the strictest limit wins',
  ),
  adminAbsoluteTimeout: duration(
    'ADMIN_ABSOLUTE_TIMEOUT',
    '8h',
    'Absolute lifetime, staff',
    'A working day, also with “keep me signed in”',
  ),
  adminWarningLead: duration(
    'ADMIN_WARNING_LEAD',
    '60s',
    'Idle warning lead, staff',
    'WCAG 2.2.1: at least 20 s to act',
  ),
  adminTouchInterval: duration(
    'ADMIN_TOUCH_INTERVAL',
    '30s',
    'Last-active write, staff, at most once per',
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
    'ASVS 7.5: payments and the like',
  ),
  adminStepUpWindow: duration('ADMIN_STEP_UP_WINDOW', '5m', 'Step-up window, staff', 'ASVS 7.5'),
  stepUpTries: count('STEP_UP_TRIES', '5', 'Step-up tries, then the session ends', 'ASVS 6.3.1'),
  adminStepUpTries: count('ADMIN_STEP_UP_TRIES', '3', 'Step-up tries, staff', 'ASVS 6.3.1'),
  stepUpTriesPeriod: duration('STEP_UP_TRIES_PERIOD', '15m', 'Step-up tries are counted over', 'ASVS 6.3.1'),
  stepUpCodesPerHour: count(
    'STEP_UP_CODES_PER_HOUR',
    '10',
    'Codes to confirm who is there asked for, per person and hour',
    'ASVS 2.4.1',
  ),
  sessionLimit: count(
    'SESSION_LIMIT',
    '10',
    'Devices signed in at once',
    'ASVS 7.1.2: beyond it the one used longest ago is signed out, and told so',
  ),
  adminSessionLimit: count('ADMIN_SESSION_LIMIT', '3', 'Devices signed in at once, staff', 'ASVS 7.1.2'),
  sessionChangesPerMinute: count(
    'SESSION_CHANGES_PER_MINUTE',
    '30',
    'Changes per person and minute',
    'ASVS 2.4.1',
  ),
  sweepInterval: duration(
    'SWEEP_INTERVAL',
    '5m',
    'Abandoned sessions are swept every',
    'Judging on read ends them at once; the sweep only tidies',
  ),
} as const satisfies Record<string, Setting>;
