import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultPolicy, limitsOf } from '../config/policy';
import { type Active, judge, type SessionTimes } from './verdict';

const now = new Date('2026-11-21T12:00:00.000Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const browser = limitsOf(defaultPolicy, { remembered: false, role: 'member' });
const remembered = limitsOf(defaultPolicy, { remembered: true, role: 'member' });

const fresh: SessionTimes = {
  signedInAt: now,
  lastActiveAt: now,
  authenticatedAt: now,
  endedAt: null,
  endedReason: null,
  overruled: null,
  changedAt: null,
  returnedAt: null,
  outranked: false,
};
const judged = (times: Partial<SessionTimes>, limits = browser) => judge({ ...fresh, ...times }, limits, now);
const active = (times: Partial<SessionTimes>, limits = browser) => judged(times, limits) as Active;

afterEach(() => vi.useRealTimers());

test('a session just begun has all its time before it', () => {
  expect(judged({})).toEqual({
    kind: 'active',
    idleSecondsLeft: 1800,
    absoluteSecondsLeft: 43_200,
    stepUpSecondsLeft: 600,
    sensitive: { idleSecondsLeft: 600, stepUpSecondsLeft: 300 },
    touchDue: false,
  });
});

describe('idle', () => {
  test('for 29 min 59 s it is active with one second left', () => {
    expect(judged({ lastActiveAt: ago(1799), signedInAt: ago(1799) })).toMatchObject({
      kind: 'active',
      idleSecondsLeft: 1,
    });
  });

  test('for exactly 30 min it is ended, dated at that moment', () => {
    expect(judged({ lastActiveAt: ago(1800), signedInAt: ago(1800) })).toEqual({
      kind: 'ended',
      reason: 'idle_timeout',
      endedAt: now,
    });
  });

  test('a millisecond less than 30 min is active, a second more is ended one second ago', () => {
    expect(judged({ lastActiveAt: ago(1799.999), signedInAt: ago(3600) }).kind).toBe('active');
    expect(judged({ lastActiveAt: ago(1801), signedInAt: ago(3600) })).toMatchObject({ endedAt: ago(1) });
  });

  test.each([
    [604_799, 'active'],
    [604_800, 'ended'],
    [604_801, 'ended'],
  ])('with "keep me signed in" after %d s it is %s', (age, kind) => {
    expect(judged({ lastActiveAt: ago(age), signedInAt: ago(age) }, remembered).kind).toBe(kind);
  });
});

describe('in use without a break', () => {
  test.each([
    [43_199, 'active'],
    [43_200, 'ended'],
    [43_201, 'ended'],
  ])('a session signed in %d s ago is %s', (age, kind) => {
    expect(judged({ signedInAt: ago(age) }).kind).toBe(kind);
  });

  test('exactly 12 h after sign-in the reason is the absolute limit', () => {
    expect(judged({ signedInAt: ago(43_200) })).toEqual({
      kind: 'ended',
      reason: 'absolute_timeout',
      endedAt: now,
    });
  });

  test.each([
    [2_591_999, 'active'],
    [2_592_000, 'ended'],
    [2_592_001, 'ended'],
  ])('a remembered session signed in %d s ago is %s', (age, kind) => {
    expect(judged({ signedInAt: ago(age) }, remembered).kind).toBe(kind);
  });
});

describe('of two limits that have passed', () => {
  test('the earlier one is the reason and the date', () => {
    const idleFirst = { signedInAt: ago(50_000), lastActiveAt: ago(40_000) };
    expect(judged(idleFirst)).toEqual({ kind: 'ended', reason: 'idle_timeout', endedAt: ago(38_200) });
    const absoluteFirst = { signedInAt: ago(50_000), lastActiveAt: ago(8000) };
    expect(judged(absoluteFirst)).toEqual({ kind: 'ended', reason: 'absolute_timeout', endedAt: ago(6800) });
  });

  test('at the same moment it is the absolute one', () => {
    expect(judged({ signedInAt: ago(43_200), lastActiveAt: ago(1800) })).toMatchObject({
      reason: 'absolute_timeout',
    });
  });
});

test('a row that carries its end stays ended, whatever its other times say', () => {
  const endedAt = ago(5);
  for (const at of [ago(-1e7), now, ago(1e7)]) {
    expect(
      judged({
        endedAt,
        endedReason: 'revoked_by_user',
        signedInAt: at,
        lastActiveAt: at,
        overruled: { reason: 'account_disabled', at },
      }),
    ).toEqual({ kind: 'ended', reason: 'revoked_by_user', endedAt });
  }
});

test.each(['account_disabled', 'account_deleted', 'password_reset'] as const)(
  'what became of the account ends its session: %s',
  (reason) => {
    expect(judged({ overruled: { reason, at: ago(3) } })).toEqual({
      kind: 'ended',
      reason,
      endedAt: ago(3),
    });
  },
);

describe('step-up', () => {
  test.each([
    [0, 600],
    [599, 1],
    [600, 0],
    [601, 0],
  ])('a proof %d s old counts for %d s more', (age, left) => {
    expect(active({ authenticatedAt: ago(age) }).stepUpSecondsLeft).toBe(left);
  });

  test('a proof from the future counts for nothing', () => {
    expect(active({ authenticatedAt: ago(-0.001) }).stepUpSecondsLeft).toBe(0);
    expect(active({ authenticatedAt: ago(-3600) }).stepUpSecondsLeft).toBe(0);
  });

  test('activity does not extend it', () => {
    expect(active({ authenticatedAt: ago(600), lastActiveAt: now }).stepUpSecondsLeft).toBe(0);
  });
});

test.each([
  [59, false],
  [60, true],
  [61, true],
])('a touch %d s after the last one is due: %s', (age, due) => {
  expect(active({ lastActiveAt: ago(age) }).touchDue).toBe(due);
});

test.each([
  [899, false],
  [900, true],
  [901, true],
])('a remembered session is touched %d s after the last time: %s', (age, due) => {
  expect(active({ lastActiveAt: ago(age) }, remembered).touchDue).toBe(due);
});

const age = fc.integer({ min: -100_000, max: 3_000_000 });

test('no activity, however late, moves the absolute limit', () => {
  fc.assert(
    fc.property(age, age, (signedIn, lastActive) => {
      const verdict = judged({ signedInAt: ago(signedIn), lastActiveAt: ago(lastActive) });
      if (verdict.kind === 'active') expect(verdict.absoluteSecondsLeft).toBe(43_200 - signedIn);
      else expect(signedIn >= 43_200 || lastActive >= 1800).toBe(true);
    }),
  );
});

test('once ended, a session is ended at every later moment, for the same reason', () => {
  fc.assert(
    fc.property(age, age, fc.integer({ min: 0, max: 1e6 }), (signedIn, lastActive, later) => {
      const times = { ...fresh, signedInAt: ago(signedIn), lastActiveAt: ago(lastActive) };
      const verdict = judge(times, browser, now);
      const then = judge(times, browser, ago(-later));
      if (verdict.kind === 'ended') expect(then).toEqual(verdict);
      else
        expect(later < verdict.idleSecondsLeft && later < verdict.absoluteSecondsLeft).toBe(
          then.kind === 'active',
        );
    }),
  );
});

test('a verdict does not depend on the clock of this machine', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  fc.assert(
    fc.property(age, age, age, (signedIn, lastActive, clock) => {
      const times = { signedInAt: ago(signedIn), lastActiveAt: ago(lastActive) };
      vi.setSystemTime(now);
      const verdict = judged(times);
      vi.setSystemTime(ago(clock));
      expect(judged(times)).toEqual(verdict);
    }),
  );
});
