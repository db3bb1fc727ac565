import { describe, expect, test } from 'vitest';
import { expectedPolicy } from '../../tests/support/expected-policy';
import { ConfigError, defaultPolicy, limitsOf, parsePolicy } from './policy';
import { settings } from './settings/all';

type Source = Readonly<Record<string, string | undefined>>;

function problemsOf(source: Source): readonly string[] {
  try {
    parsePolicy(source);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without any variable the numbers are those of the written policy', () => {
  expect(defaultPolicy).toEqual(expectedPolicy);
});

describe('a nonsense value stops the boot and is named', () => {
  const nonsense = {
    duration: ['0s', '-5m', '10', 'soon', '1.5h', '401d', '9601h', '34560001s', '99999999999999d'],
    count: ['0', '-1', '1.5', 'many', '1e3'],
  };
  const cases = Object.values(settings).flatMap(({ env, kind }) => nonsense[kind].map((text) => [env, text]));

  test.each(cases)('%s=%s', (name = '', text = '') => {
    const problems = problemsOf({ [name]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must be a `));
  });

  test('a length of 400 days is the longest', () => {
    for (const text of ['399d', '400d', '9600h', '34560000s'])
      expect(problemsOf({ ENDED_SESSION_RETENTION: text })).toEqual([]);
    expect(parsePolicy({ ENDED_SESSION_RETENTION: '400d' }).endedSessionRetention).toBe(34_560_000);
    expect(problemsOf({ ENDED_SESSION_RETENTION: '401d' })).toEqual([
      'ENDED_SESSION_RETENTION must be a length such as 45s, 30m, 12h or 7d, above zero and at most 400d',
    ]);
  });

  test('all of them are named at once', () => {
    const problems = problemsOf({ SESSION_IDLE_TIMEOUT: 'x', STEP_UP_TRIES: '0', SWEEP_INTERVAL: '-1s' });
    const named = problems.map((problem) => problem.split(' ')[0]);
    expect(named).toEqual(['SESSION_IDLE_TIMEOUT', 'STEP_UP_TRIES', 'SWEEP_INTERVAL']);
  });
});

describe('values that contradict each other stop the boot', () => {
  test.each<[string, Source, Source]>([
    [
      'SESSION_IDLE_TIMEOUT is above SESSION_ABSOLUTE_TIMEOUT: lower the one or raise the other',
      { SESSION_ABSOLUTE_TIMEOUT: '1799s' },
      { SESSION_ABSOLUTE_TIMEOUT: '1800s' },
    ],
    [
      'REMEMBERED_IDLE_TIMEOUT is above REMEMBERED_ABSOLUTE_TIMEOUT: lower the one or raise the other',
      { REMEMBERED_IDLE_TIMEOUT: '2592001s' },
      { REMEMBERED_IDLE_TIMEOUT: '30d' },
    ],
    [
      'SESSION_WARNING_LEAD is above SESSION_IDLE_TIMEOUT: lower the one or raise the other',
      { SESSION_WARNING_LEAD: '1801s' },
      { SESSION_WARNING_LEAD: '1800s' },
    ],
    [
      'SESSION_ABSOLUTE_WARNING_LEAD is above SESSION_ABSOLUTE_TIMEOUT: lower the one or raise the other',
      { SESSION_ABSOLUTE_WARNING_LEAD: '43201s' },
      { SESSION_ABSOLUTE_WARNING_LEAD: '12h' },
    ],
    [
      'SESSION_ABSOLUTE_WARNING_LEAD is above REMEMBERED_ABSOLUTE_TIMEOUT: lower the one or raise the other',
      {
        SESSION_ABSOLUTE_WARNING_LEAD: '3601s',
        REMEMBERED_ABSOLUTE_TIMEOUT: '1h',
        REMEMBERED_IDLE_TIMEOUT: '1h',
        REMEMBERED_TOUCH_INTERVAL: '1m',
      },
      {
        SESSION_ABSOLUTE_WARNING_LEAD: '3600s',
        REMEMBERED_ABSOLUTE_TIMEOUT: '1h',
        REMEMBERED_IDLE_TIMEOUT: '1h',
        REMEMBERED_TOUCH_INTERVAL: '1m',
      },
    ],
    [
      'SESSION_TOUCH_INTERVAL is above SESSION_IDLE_TIMEOUT: lower the one or raise the other',
      { SESSION_TOUCH_INTERVAL: '1801s' },
      { SESSION_TOUCH_INTERVAL: '30m' },
    ],
    [
      'REMEMBERED_TOUCH_INTERVAL is above REMEMBERED_IDLE_TIMEOUT: lower the one or raise the other',
      { REMEMBERED_TOUCH_INTERVAL: '604801s' },
      { REMEMBERED_TOUCH_INTERVAL: '7d' },
    ],
    [
      'PASSWORD_MIN_LENGTH is above PASSWORD_MAX_LENGTH: lower the one or raise the other',
      { PASSWORD_MIN_LENGTH: '129' },
      { PASSWORD_MIN_LENGTH: '128' },
    ],
    [
      'SIGN_IN_FREE_FAILURES is above SIGN_IN_FAILURES_UNTIL_OFF: lower the one or raise the other',
      { SIGN_IN_FREE_FAILURES: '101' },
      { SIGN_IN_FREE_FAILURES: '100' },
    ],
    ['PASSWORD_MIN_LENGTH is under 8: raise it', { PASSWORD_MIN_LENGTH: '7' }, { PASSWORD_MIN_LENGTH: '8' }],
    [
      'PASSWORD_MAX_LENGTH is under 64: raise it',
      { PASSWORD_MAX_LENGTH: '63' },
      { PASSWORD_MAX_LENGTH: '64' },
    ],
    [
      'SESSION_WARNING_LEAD is under 20s: raise it',
      { SESSION_WARNING_LEAD: '19s' },
      { SESSION_WARNING_LEAD: '20s' },
    ],
  ])('%s', (problem, beyond, atTheEdge) => {
    expect(problemsOf(beyond)).toEqual([problem]);
    expect(problemsOf(atTheEdge)).toEqual([]);
  });
});

test('a browser session and a remembered one live under their own limits', () => {
  expect(limitsOf(defaultPolicy, { remembered: false, role: 'member' })).toEqual({
    idle: 1800,
    absolute: 43_200,
    idleWarningLead: 120,
    absoluteWarningLead: 300,
    touchInterval: 60,
    stepUpWindow: 600,
    sensitive: { idle: 600, idleWarningLead: 120, stepUpWindow: 300 },
    stepUpTries: 5,
    sessions: 10,
  });
  expect(limitsOf(defaultPolicy, { remembered: true, role: 'member' })).toEqual({
    idle: 604_800,
    absolute: 2_592_000,
    idleWarningLead: 0,
    absoluteWarningLead: 300,
    touchInterval: 900,
    stepUpWindow: 600,
    sensitive: { idle: 1800, idleWarningLead: 120, stepUpWindow: 300 },
    stepUpTries: 5,
    sessions: 10,
  });
});
