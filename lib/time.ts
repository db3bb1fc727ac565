/** Lengths of time. Every length in the product is a `Seconds`; every instant is a `Date` whose name ends in `At`. */

declare const unit: unique symbol;
export type Seconds = number & { readonly [unit]: 'seconds' };

export const seconds = (n: number) => n as Seconds;
export const minutes = (n: number) => seconds(n * 60);
export const hours = (n: number) => minutes(n * 60);
export const days = (n: number) => hours(n * 24);

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Reads a length written as a whole number and a unit: `45s`, `30m`, `12h`, `7d`.
 * Returns undefined for anything else, zero and negative lengths included.
 */
export function parseDuration(text: string): Seconds | undefined {
  const match = /^(\d{1,9})(s|m|h|d)$/.exec(text.trim());
  if (!match) return undefined;
  const length = Number(match[1]) * (unitSeconds[match[2] ?? ''] ?? 0);
  return length > 0 ? seconds(length) : undefined;
}

/** The shortest spelling that `parseDuration` reads back: 1800 is `30m`. */
export function durationText(length: Seconds): string {
  for (const [letter, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (length % size === 0 && length >= size) return `${length / size}${letter}`;
  }
  return `${length}s`;
}

/** In words, exact: 1800 is "30 minutes", 5400 is "1 hour 30 minutes". */
export function durationWords(length: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(length));
  for (const [word, size] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? '' : 's'}`);
  }
  return parts.length > 0 ? parts.join(' ') : '0 seconds';
}

/** As a running clock: 119 is "1:59", 3661 is "1:01:01". Never negative. */
export function countdownText(secondsLeft: number): string {
  const total = Math.max(0, Math.ceil(secondsLeft));
  const pad = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** Whole and fractional seconds from `from` to `to`; negative when `to` lies earlier. */
export const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;

export const addSeconds = (at: Date, length: number) => new Date(at.getTime() + length * 1000);

/** For how long to wait: to the second while that helps, then in whole minutes, rounded up. */
export const waitWords = (seconds: number): string =>
  durationWords(seconds < 120 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 60) * 60);
