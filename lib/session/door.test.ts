import { describe, expect, test } from 'vitest';
import { type Seconds, seconds } from '../time';
import { type DoorTimes, judgeDoor, type OwnRules } from './door';

const now = new Date('2026-11-30T12:00:00.000Z');
const ago = (length: number) => new Date(now.getTime() - length * 1000);
const fresh: DoorTimes = {
  lastActiveAt: now,
  authenticatedAt: now,
  longestBreak: seconds(0),
  outranked: false,
  assurance: 2,
};
const none: OwnRules = { validFrom: null, idle: null, absolute: null, secondFactor: false, deletedAt: null };
const judged = (times: Partial<DoorTimes>, rules: Partial<OwnRules>) =>
  judgeDoor({ ...fresh, ...times }, { ...none, ...rules }, now);
const closed = (because: string) => ({ kind: 'closed', because });
const idle = 1800 as Seconds;
const absolute = 3600 as Seconds;

test('an organization without rules of its own is open, however old the proof and however long the break', () => {
  const old = { lastActiveAt: ago(600_000), authenticatedAt: ago(2_000_000), longestBreak: seconds(600_000) };
  expect(judged({ ...old, outranked: true, assurance: 1 }, {})).toEqual({ kind: 'open' });
});

describe('a break', () => {
  test('one second shorter than the limit leaves one second', () => {
    expect(judged({ lastActiveAt: ago(1799), authenticatedAt: ago(9000) }, { idle })).toMatchObject({
      kind: 'open',
      idleSecondsLeft: 1,
    });
  });

  test.each([1800, 1801])('of %i seconds closes it', (length) => {
    expect(judged({ lastActiveAt: ago(length) }, { idle })).toEqual(closed('idle'));
  });

  test('that activity has ended closes it all the same, until there is proof', () => {
    expect(judged({ longestBreak: seconds(1800) }, { idle })).toEqual(closed('idle'));
    expect(judged({ longestBreak: seconds(1799) }, { idle }).kind).toBe('open');
  });
});

describe('a proof', () => {
  test('one second younger than the limit leaves one second', () => {
    expect(judged({ authenticatedAt: ago(3599) }, { absolute })).toMatchObject({ proofSecondsLeft: 1 });
  });

  test.each([3600, 3601])('of %i seconds ago is too old', (length) => {
    expect(judged({ authenticatedAt: ago(length) }, { absolute })).toEqual(closed('absolute'));
  });

  test('from the future counts for nothing', () => {
    expect(judged({ authenticatedAt: ago(-1) }, { absolute })).toEqual(closed('absolute'));
    expect(judged({ lastActiveAt: ago(-1) }, { idle })).toEqual(closed('idle'));
  });

  test('from before everyone was signed out opens nothing, nor does one from that very moment', () => {
    expect(judged({ authenticatedAt: ago(61) }, { validFrom: ago(60) })).toEqual(closed('everyone_out'));
    expect(judged({ authenticatedAt: ago(60) }, { validFrom: ago(60) })).toEqual(closed('everyone_out'));
    expect(judged({ authenticatedAt: ago(59.999) }, { validFrom: ago(60) }).kind).toBe('open');
  });
});

test('where everyone needs a second factor, an account without one and a session that proved less are kept out', () => {
  expect(judged({ assurance: 1 }, { secondFactor: true })).toEqual(closed('second_factor'));
  expect(judged({ outranked: true }, { secondFactor: true })).toEqual(closed('weak_proof'));
  expect(judged({}, { secondFactor: true }).kind).toBe('open');
});

test('a deleted one is closed, whatever was proven', () => {
  expect(judged({}, { deletedAt: ago(1) })).toEqual(closed('deleted'));
});
