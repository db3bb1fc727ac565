import { describe, expect, test } from 'vitest';
import {
  clockTimeWords,
  dateWords,
  dayHeadingWords,
  dayTimeWords,
  dayWords,
  fullTimeWords,
  knownZone,
} from './times';

const at = (iso: string) => new Date(iso);

describe('a day and a time in words', () => {
  const now = at('2026-11-21T15:20:00Z');

  test.each([
    ['the same moment', '2026-11-21T15:20:00Z', 'UTC', 'today, 3:20 PM'],
    ['the first minute of today', '2026-11-21T00:00:00Z', 'UTC', 'today, 12:00 AM'],
    ['the last minute of today, still to come', '2026-11-21T23:59:59Z', 'UTC', 'today, 11:59 PM'],
    ['the last second of yesterday', '2026-11-20T23:59:59Z', 'UTC', 'yesterday, 11:59 PM'],
    ['the first second of yesterday', '2026-11-20T00:00:00Z', 'UTC', 'yesterday, 12:00 AM'],
    ['two days ago', '2026-11-19T23:59:59Z', 'UTC', '19 Nov, 11:59 PM'],
    ['tomorrow', '2026-11-22T09:05:00Z', 'UTC', 'tomorrow, 9:05 AM'],
    ['in two days', '2026-11-23T00:00:00Z', 'UTC', '23 Nov, 12:00 AM'],
    ['noon', '2026-11-21T12:00:00Z', 'UTC', 'today, 12:00 PM'],
    ['one minute before noon', '2026-11-21T11:59:00Z', 'UTC', 'today, 11:59 AM'],
    ['one year ago', '2025-11-21T15:20:00Z', 'UTC', '21 Nov 2025, 3:20 PM'],
    [
      'yesterday in the reader’s zone, today in UTC',
      '2026-11-21T04:30:00Z',
      'America/New_York',
      'yesterday, 11:30 PM',
    ],
    [
      'today in the reader’s zone, yesterday in UTC',
      '2026-11-20T23:30:00Z',
      'Europe/Berlin',
      'today, 12:30 AM',
    ],
    ['a zone off by half an hour', '2026-11-21T10:00:00Z', 'Asia/Kolkata', 'today, 3:30 PM'],
    ['a zone off by a quarter', '2026-11-21T10:00:00Z', 'Asia/Kathmandu', 'today, 3:45 PM'],
  ])('%s', (_when, then, zone, words) => {
    expect(dayTimeWords(at(then), now, zone)).toBe(words);
  });

  test('across midnight a minute is enough for yesterday', () => {
    expect(dayTimeWords(at('2026-03-01T23:59:30Z'), at('2026-03-02T00:00:10Z'), 'UTC')).toBe(
      'yesterday, 11:59 PM',
    );
  });

  test('across New Year yesterday stays yesterday, and what lies before has its year', () => {
    const newYear = at('2027-01-01T08:00:00Z');
    expect(dayTimeWords(at('2026-12-31T08:00:00Z'), newYear, 'UTC')).toBe('yesterday, 8:00 AM');
    expect(dayTimeWords(at('2026-12-30T08:00:00Z'), newYear, 'UTC')).toBe('30 Dec 2026, 8:00 AM');
  });

  test('the year is that of the reader’s calendar', () => {
    const inTokyo = at('2026-12-31T16:00:00Z'); // 1 January 2027 there
    expect(dayTimeWords(at('2026-12-20T03:00:00Z'), inTokyo, 'Asia/Tokyo')).toBe('20 Dec 2026, 12:00 PM');
    expect(dayTimeWords(at('2026-12-20T03:00:00Z'), inTokyo, 'UTC')).toBe('20 Dec, 3:00 AM');
  });

  test('29 February is a day like any other', () => {
    expect(dayTimeWords(at('2028-02-29T10:00:00Z'), at('2028-03-01T10:00:00Z'), 'UTC')).toBe(
      'yesterday, 10:00 AM',
    );
  });
});

describe('on the days when the clock changes', () => {
  test('a day of 23 hours has one yesterday', () => {
    const now = at('2026-03-30T00:30:00+02:00');
    expect(dayTimeWords(at('2026-03-29T00:10:00+01:00'), now, 'Europe/Berlin')).toBe('yesterday, 12:10 AM');
    expect(dayTimeWords(at('2026-03-28T23:50:00+01:00'), now, 'Europe/Berlin')).toBe('28 Mar, 11:50 PM');
  });

  test('a day of 25 hours has one yesterday', () => {
    const now = at('2026-10-26T00:05:00+01:00');
    expect(dayTimeWords(at('2026-10-25T00:00:00+02:00'), now, 'Europe/Berlin')).toBe('yesterday, 12:00 AM');
    expect(dayTimeWords(at('2026-10-24T23:59:00+02:00'), now, 'Europe/Berlin')).toBe('24 Oct, 11:59 PM');
  });

  test('the hour that comes twice is told apart by its offset', () => {
    expect(fullTimeWords(at('2026-11-01T01:30:00-04:00'), 'America/New_York')).toBe(
      'Sunday, 1 November 2026, 1:30:00 AM (America/New_York, UTC−4)',
    );
    expect(fullTimeWords(at('2026-11-01T01:30:00-05:00'), 'America/New_York')).toBe(
      'Sunday, 1 November 2026, 1:30:00 AM (America/New_York, UTC−5)',
    );
  });
});

describe('the full time', () => {
  test.each([
    ['2026-11-12T15:10:09.999Z', 'UTC', 'Thursday, 12 November 2026, 3:10:09 PM (UTC)'],
    [
      '2026-11-12T15:10:09Z',
      'Europe/Berlin',
      'Thursday, 12 November 2026, 4:10:09 PM (Europe/Berlin, UTC+1)',
    ],
    ['2026-11-12T15:10:09Z', 'Europe/London', 'Thursday, 12 November 2026, 3:10:09 PM (Europe/London, UTC)'],
    ['2026-11-12T20:10:09Z', 'Asia/Kolkata', 'Friday, 13 November 2026, 1:40:09 AM (Asia/Kolkata, UTC+5:30)'],
    [
      '2026-07-01T12:00:00Z',
      'America/St_Johns',
      'Wednesday, 1 July 2026, 9:30:00 AM (America/St_Johns, UTC−2:30)',
    ],
  ])('%s in %s', (instant, zone, words) => {
    expect(fullTimeWords(at(instant), zone)).toBe(words);
  });
});

test('a clock time and a date stand alone', () => {
  expect(clockTimeWords(at('2026-11-12T20:05:00Z'), 'UTC')).toBe('8:05 PM');
  expect(clockTimeWords(at('2026-11-12T20:05:00Z'), undefined)).toBe('8:05 PM UTC');
  expect(dateWords(at('2026-11-12T20:05:00Z'), at('2026-12-01T00:00:00Z'), 'UTC')).toBe('12 Nov');
  expect(dateWords(at('2025-09-03T20:05:00Z'), at('2026-12-01T00:00:00Z'), 'UTC')).toBe('3 Sep 2025');
});

test('a zone that no engine knows is read as UTC', () => {
  for (const zone of [undefined, '', 'Mars/Base', '../etc', 'x'.repeat(65), '<script>', '+25:99']) {
    expect(knownZone(zone)).toBe('UTC');
  }
  expect(knownZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(dayTimeWords(at('2026-11-21T15:17:00Z'), at('2026-11-21T16:00:00Z'), 'Mars/Base')).toBe(
    'today, 3:17 PM',
  );
});

describe('a day as a person would say it', () => {
  test.each([
    ['2026-03-10T00:05:00+01:00', 'today at 12:05 AM'],
    ['2026-03-09T23:55:00+01:00', 'yesterday'],
    ['2026-03-09T00:00:00+01:00', 'yesterday'],
    ['2026-03-08T23:59:00+01:00', '8 March'],
    ['2025-11-12T12:00:00+01:00', '12 November 2025'],
  ])('%s is %s', (then, words) => {
    expect(dayWords(new Date(then), new Date('2026-03-10T10:00:00+01:00'), 'Europe/Berlin')).toBe(words);
  });
});

test.each([
  ['2026-11-21T00:00:00+01:00', 'Today'],
  ['2026-11-20T23:59:59+01:00', 'Yesterday'],
  ['2026-11-19T23:59:59+01:00', 'Thursday, 19 November'],
  ['2025-12-31T12:00:00+01:00', 'Wednesday, 31 December 2025'],
])('the heading over a day: %s is “%s”', (then, words) => {
  expect(dayHeadingWords(at(then), at('2026-11-21T16:00:00+01:00'), 'Europe/Berlin')).toBe(words);
});
