/**
 * Instants in words, in a reader's time zone: "today, 3:17 PM". Pure, and the same on every engine:
 * Intl supplies only numbers, so server and browser never disagree about a space or an abbreviation.
 */

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Bounded: only zones the engine knows get in, every other name shares the entry for UTC. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, made);
  return made;
}

/** The zone if this engine knows it, else UTC: a zone comes from a cookie, so it may be anything. */
export function knownZone(zone: string | undefined): string {
  if (!zone || zone.length > 64 || !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return 'UTC';
  try {
    clock(zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

function wallTime(at: Date, zone: string | undefined): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of clock(knownZone(zone)).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** Days on the calendar since 1970, so neighbouring days differ by one however long the night was. */
const calendarDay = ({ year, month, day }: WallTime) =>
  Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);

const clockWords = ({ hour, minute }: WallTime) =>
  `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;

function dateOf(then: WallTime, today: WallTime): string {
  const date = `${then.day} ${months[then.month - 1]?.slice(0, 3)}`;
  return then.year === today.year ? date : `${date} ${then.year}`;
}

/** "3:17 PM". Where the reader's zone is not known it is "3:17 PM UTC". */
export function clockTimeWords(at: Date, zone: string | undefined): string {
  const words = clockWords(wallTime(at, zone));
  return zone === undefined ? `${words} UTC` : words;
}

/** "12 Nov", or "12 Nov 2025" when that is not this year. */
export function dateWords(at: Date, now: Date, zone: string | undefined): string {
  return dateOf(wallTime(at, zone), wallTime(now, zone));
}

/** "today, 3:17 PM", "yesterday, 9:05 AM", "tomorrow, 9:05 AM", else "12 Nov, 4:10 PM" (with the year when it is not this one). */
export function dayTimeWords(at: Date, now: Date, zone: string | undefined): string {
  const then = wallTime(at, zone);
  const today = wallTime(now, zone);
  const near: Record<number, string> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };
  const day = near[calendarDay(then) - calendarDay(today)] ?? dateOf(then, today);
  return `${day}, ${clockTimeWords(at, zone)}`;
}

/** As precise as a person would say it: "today at 3:17 PM", "yesterday", else "12 November" (with the year when it is not this one). */
export function dayWords(at: Date, now: Date, zone: string | undefined): string {
  const [then, today] = [wallTime(at, zone), wallTime(now, zone)];
  const daysAgo = calendarDay(today) - calendarDay(then);
  if (daysAgo === 0) return `today at ${clockTimeWords(at, zone)}`;
  if (daysAgo === 1) return 'yesterday';
  const date = `${then.day} ${months[then.month - 1]}`;
  return then.year === today.year ? date : `${date} ${then.year}`;
}

/** For the heading over a day: "Today", "Yesterday", else "Thursday, 12 November" (with the year when it is not this one). */
export function dayHeadingWords(at: Date, now: Date, zone: string | undefined): string {
  const [then, today] = [wallTime(at, zone), wallTime(now, zone)];
  const daysAgo = calendarDay(today) - calendarDay(then);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const date = `${weekdayOf(then)}, ${then.day} ${months[then.month - 1]}`;
  return then.year === today.year ? date : `${date} ${then.year}`;
}

const weekdayOf = ({ year, month, day }: WallTime) =>
  weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];

/** "Thursday, 12 November 2026, 4:10:09 PM (Europe/Berlin, UTC+1)". */
export function fullTimeWords(at: Date, zone: string | undefined): string {
  const then = wallTime(at, zone);
  const seconds = String(then.second).padStart(2, '0');
  const time = clockWords(then).replace(/ /, `:${seconds} `);
  return `${weekdayOf(then)}, ${then.day} ${months[then.month - 1]} ${then.year}, ${time} (${zoneWords(at, then, knownZone(zone))})`;
}

function zoneWords(at: Date, then: WallTime, zone: string): string {
  const wall = Date.UTC(then.year, then.month - 1, then.day, then.hour, then.minute, then.second);
  const offset = Math.round((wall - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
  if (zone === 'UTC') return 'UTC';
  if (offset === 0) return `${zone}, UTC`;
  const size = Math.abs(offset);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `${zone}, UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}
