import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSeconds,
  countdownText,
  days,
  durationText,
  durationWords,
  hours,
  minutes,
  parseDuration,
  seconds,
  secondsBetween,
} from './time';

test('a length is seconds, whatever unit it was made from', () => {
  expect([seconds(45), minutes(30), hours(12), days(7)]).toEqual([45, 1800, 43_200, 604_800]);
});

describe('reading a length', () => {
  test.each([
    ['1s', 1],
    ['45s', 45],
    ['30m', 1800],
    ['12h', 43_200],
    ['7d', 604_800],
    [' 10m ', 600],
    ['999999999s', 999_999_999],
  ])('%j is %d seconds', (text, length) => {
    expect(parseDuration(text)).toBe(length);
  });

  test.each([
    '',
    '0s',
    '0d',
    '-1s',
    '+1s',
    '1.5h',
    '1e3s',
    '10',
    's',
    '10 m',
    '10M',
    '1h30m',
    '1w',
    '1000000000s',
    'NaNs',
    '٣m',
    '10m\n5s',
  ])('%j is no length', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('every spelling that is written is read back as the same length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (length) => {
        expect(parseDuration(durationText(seconds(length)))).toBe(length);
      }),
    );
  });

  test('no text makes it throw or return zero, less, or a fraction', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const length = parseDuration(text) ?? seconds(1);
        expect(Number.isSafeInteger(length) && length > 0).toBe(true);
      }),
    );
  });
});

test.each([
  [59, '59s'],
  [60, '1m'],
  [61, '61s'],
  [1800, '30m'],
  [3540, '59m'],
  [3600, '1h'],
  [5400, '90m'],
  [82_800, '23h'],
  [86_400, '1d'],
  [604_800, '7d'],
])('the shortest spelling of %d seconds is %s', (length, text) => {
  expect(durationText(seconds(length))).toBe(text);
});

test.each([
  [-5, '0 seconds'],
  [0, '0 seconds'],
  [0.4, '0 seconds'],
  [1, '1 second'],
  [2, '2 seconds'],
  [60, '1 minute'],
  [61, '1 minute 1 second'],
  [1800, '30 minutes'],
  [5400, '1 hour 30 minutes'],
  [43_200, '12 hours'],
  [86_400, '1 day'],
  [604_800, '7 days'],
  [694_861, '8 days 1 hour 1 minute 1 second'],
])('%d seconds in words are "%s"', (length, words) => {
  expect(durationWords(length)).toBe(words);
});

test.each([
  [-1, '0:00'],
  [0, '0:00'],
  [0.01, '0:01'],
  [59, '0:59'],
  [59.5, '1:00'],
  [60, '1:00'],
  [119, '1:59'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [3661, '1:01:01'],
])('a countdown with %d seconds left shows %s', (left, text) => {
  expect(countdownText(left)).toBe(text);
});

test('between two instants lie whole and fractional seconds, negative backwards', () => {
  const from = new Date('2026-11-21T10:00:00.000Z');
  expect(secondsBetween(from, new Date('2026-11-21T10:00:01.500Z'))).toBe(1.5);
  expect(secondsBetween(from, new Date('2026-11-21T09:59:00.000Z'))).toBe(-60);
  expect(addSeconds(from, 1.5).toISOString()).toBe('2026-11-21T10:00:01.500Z');
});
