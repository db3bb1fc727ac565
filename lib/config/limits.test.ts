import { describe, expect, test } from 'vitest';
import { defaultPolicy, limitsOf, parsePolicy, type Role } from './policy';

const admin = (remembered = false, source = {}) =>
  limitsOf(parsePolicy(source), { remembered, role: 'administrator' });

const administrator = {
  idle: 900,
  absolute: 28_800,
  idleWarningLead: 60,
  absoluteWarningLead: 300,
  touchInterval: 30,
  stepUpWindow: 300,
  sensitive: { idle: 600, idleWarningLead: 60, stepUpWindow: 300 },
  stepUpTries: 3,
  sessions: 3,
};

test('an administrator lives under the numbers of the written policy, also with "keep me signed in"', () => {
  expect(admin()).toEqual(administrator);
  expect(admin(true)).toEqual(administrator);
});

describe('of two numbers the strictest holds for an administrator', () => {
  test.each([
    ['idle', { SESSION_IDLE_TIMEOUT: '899s' }, 899],
    ['idle', { SESSION_IDLE_TIMEOUT: '900s' }, 900],
    ['idle', { SESSION_IDLE_TIMEOUT: '901s' }, 900],
    ['absolute', { SESSION_ABSOLUTE_TIMEOUT: '28799s' }, 28_799],
    ['absolute', { SESSION_ABSOLUTE_TIMEOUT: '28800s' }, 28_800],
    ['absolute', { SESSION_ABSOLUTE_TIMEOUT: '28801s' }, 28_800],
    ['touchInterval', { SESSION_TOUCH_INTERVAL: '29s' }, 29],
    ['touchInterval', { SESSION_TOUCH_INTERVAL: '31s' }, 30],
    ['stepUpWindow', { STEP_UP_WINDOW: '299s' }, 299],
    ['stepUpWindow', { STEP_UP_WINDOW: '300s' }, 300],
    ['stepUpWindow', { STEP_UP_WINDOW: '301s' }, 300],
    ['stepUpTries', { STEP_UP_TRIES: '2' }, 2],
    ['stepUpTries', { STEP_UP_TRIES: '4' }, 3],
    ['sessions', { SESSION_LIMIT: '2' }, 2],
    ['sessions', { SESSION_LIMIT: '4' }, 3],
  ] as const)('%s with %o is %d', (which, source, length) => {
    expect(admin(false, source)[which]).toBe(length);
  });

  test('and a remembered session’s own numbers count as well', () => {
    expect(admin(true, { REMEMBERED_IDLE_TIMEOUT: '10m', REMEMBERED_TOUCH_INTERVAL: '9s' })).toMatchObject({
      idle: 600,
      touchInterval: 9,
    });
  });

  test('an administrator’s number that is looser than everybody’s loosens nothing', () => {
    const looser = {
      ADMIN_IDLE_TIMEOUT: '20h',
      ADMIN_ABSOLUTE_TIMEOUT: '20h',
      ADMIN_STEP_UP_WINDOW: '20h',
      ADMIN_STEP_UP_TRIES: '50',
      ADMIN_SESSION_LIMIT: '50',
      ADMIN_TOUCH_INTERVAL: '20h',
    };
    const {
      idleWarningLead: _lead,
      sensitive: _sensitive,
      ...usual
    } = limitsOf(defaultPolicy, {
      remembered: false,
      role: 'member',
    });
    expect(admin(false, looser)).toMatchObject(usual);
  });
});

test('an administrator is warned at most a fifth of the idle time before the end, and never under 20 s', () => {
  const leads = ['299s', '300s', '301s', '90s'].map(
    (idle) => admin(false, { ADMIN_IDLE_TIMEOUT: idle, ADMIN_TOUCH_INTERVAL: '1s' }).idleWarningLead,
  );
  expect(leads).toEqual([59.8, 60, 60, 20]);
});

describe('the warning before the absolute limit never begins before the sign-in', () => {
  const short = (absolute: string) => ({
    ADMIN_ABSOLUTE_TIMEOUT: absolute,
    ADMIN_IDLE_TIMEOUT: '4m',
    ADMIN_TOUCH_INTERVAL: '1s',
  });
  test.each([
    ['299s', 299],
    ['300s', 300],
    ['301s', 300],
  ])('with a limit of %s for administrators it begins %d s before it', (absolute, lead) => {
    expect(admin(false, short(absolute)).absoluteWarningLead).toBe(lead);
  });
});

const limitsWith = (source: Record<string, string>, remembered = false) =>
  limitsOf(parsePolicy(source), { remembered, role: 'member' });

describe('a touch is written at most once per interval and per 5 % of the idle timeout', () => {
  test.each([
    ['1199s', '60s', 59.95],
    ['1200s', '60s', 60],
    ['1201s', '60s', 60],
    ['60s', '60s', 3],
    ['30m', '30s', 30],
  ])('%s idle, interval %s', (idle, interval, seconds) => {
    const limits = limitsWith({
      SESSION_IDLE_TIMEOUT: idle,
      SESSION_WARNING_LEAD: '20s',
      SESSION_TOUCH_INTERVAL: interval,
    });
    expect(limits.touchInterval).toBe(seconds);
  });

  test('a remembered session by its own interval', () => {
    expect(limitsWith({ REMEMBERED_TOUCH_INTERVAL: '45s' }, true).touchInterval).toBe(45);
  });
});

describe('what is sensitive lives under the strictest of the normal number, the role’s and its own', () => {
  const sensitive = (source: Record<string, string>, role: Role = 'member', remembered = false) =>
    limitsOf(parsePolicy(source), { remembered, role }).sensitive;

  test.each([
    [{ SENSITIVE_IDLE_TIMEOUT: '1799s' }, 'member', 1799],
    [{ SENSITIVE_IDLE_TIMEOUT: '1800s' }, 'member', 1800],
    [{ SENSITIVE_IDLE_TIMEOUT: '1801s' }, 'member', 1800],
    [{ SENSITIVE_IDLE_TIMEOUT: '899s' }, 'administrator', 899],
    [{ SENSITIVE_IDLE_TIMEOUT: '901s' }, 'administrator', 900],
  ] as const)('idle, with %o for a %s: %d', (source, role, idle) => {
    expect(sensitive(source, role).idle).toBe(idle);
  });

  test.each([
    [{ SENSITIVE_STEP_UP_WINDOW: '599s' }, 'member', 599],
    [{ SENSITIVE_STEP_UP_WINDOW: '601s' }, 'member', 600],
    [{ SENSITIVE_STEP_UP_WINDOW: '301s' }, 'administrator', 300],
    [{ SENSITIVE_STEP_UP_WINDOW: '299s' }, 'administrator', 299],
  ] as const)('step-up, with %o for a %s: %d', (source, role, window) => {
    expect(sensitive(source, role).stepUpWindow).toBe(window);
  });

  test('also with "keep me signed in", as short as its activity is written down, and then with a warning', () => {
    expect(sensitive({}, 'member', true)).toEqual({ idle: 1800, idleWarningLead: 120, stepUpWindow: 300 });
  });

  test.each([
    ['599s', 119.8],
    ['600s', 120],
    ['601s', 120],
    ['120s', 24],
    ['100s', 24],
  ])('idle for %s it warns %d s before', (idle, lead) => {
    expect(sensitive({ SENSITIVE_IDLE_TIMEOUT: idle }).idleWarningLead).toBe(lead);
  });

  test.each([
    ['119s', 120],
    ['120s', 120],
    ['121s', 121],
  ])('a break is never told from less than two intervals of writing: %s', (idle, told) => {
    expect(sensitive({ SENSITIVE_IDLE_TIMEOUT: idle }).idle).toBe(told);
  });

  test('and it makes nobody’s activity be written more often', () => {
    expect(limitsWith({ SENSITIVE_IDLE_TIMEOUT: '5m' }).touchInterval).toBe(60);
    expect(limitsWith({}, true).touchInterval).toBe(900);
  });
});

test('an empty variable counts as not set', () => {
  expect(parsePolicy({ SESSION_IDLE_TIMEOUT: '' }).idleTimeout).toBe(1800);
});

describe('the limits of an app', () => {
  const app = (role: Role) => limitsOf(defaultPolicy, { remembered: false, role, kind: 'api' });

  test('are 14 days unused and 30 days in all, ten at once, and nobody is warned', () => {
    expect(app('member')).toMatchObject({
      idle: 14 * 86_400,
      absolute: 30 * 86_400,
      sessions: 10,
      touchInterval: 60,
      idleWarningLead: 0,
      absoluteWarningLead: 0,
    });
  });

  test.each(['support', 'administrator'] as const)('of %s are no longer than in a browser', (role) => {
    expect(app(role)).toMatchObject({ idle: 900, absolute: 8 * 3600 });
  });
});
