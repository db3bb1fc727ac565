import { describe, expect, test } from 'vitest';
import { defaultPolicy, limitsOf, parsePolicy } from './policy';

const admin = (remembered = false, source = {}) =>
  limitsOf(parsePolicy(source), { remembered, role: 'admin' });

const administrator = {
  idle: 900,
  absolute: 28_800,
  idleWarningLead: 60,
  absoluteWarningLead: 300,
  touchInterval: 30,
  stepUpWindow: 300,
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
    const { idleWarningLead: _lead, ...usual } = limitsOf(defaultPolicy, {
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
    expect(limitsWith({ REMEMBERED_IDLE_TIMEOUT: '1h' }, true).touchInterval).toBe(180);
  });
});
