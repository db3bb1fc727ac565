/** Tells a database that cannot be reached, or stopped a statement, from a bug in our code. */

import { patience } from '../../config/database-limits';
import type { StoreTrouble } from '../../words/unavailable';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ECONNABORTED',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'STORE_SILENT',
]);

// Connection exceptions, no resources left, operator intervention, read-only after a failover.
const away = /^(08|53|57|25006)/;

/** The database is there, and stopped this one statement or transaction: a limit, a deadlock, two changes at once. */
const busy = new Set(['55P03', '57014', '25P03', '40001', '40P01', 'TOO_BUSY', 'GIVEN_UP']);

/** What is the matter with the database; undefined where it is not the database. */
export function storeTrouble(error: unknown): StoreTrouble | undefined {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth++
  ) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (busy.has(code)) return 'busy';
    if (unreachable.has(code) || away.test(code)) return 'away';
    if (cause instanceof AggregateError && cause.errors.some((inner) => isStoreFault(inner))) return 'away';
  }
  return undefined;
}

/** The connection went away under a statement, so nobody knows whether it was done; what never got through is none of these. */
const cutOff = new Set([
  ...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED'],
  ...['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
]);

/** Whether a statement that failed like this may have been done all the same, or still will be. */
export function wasCutOff(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cutOff.has(String(cause.code)) && !('syscall' in cause && cause.syscall === 'connect');
}

export const isStoreFault = (error: unknown): boolean => storeTrouble(error) !== undefined;

/** A refusal of the database itself, by its five-letter code: it is there, whatever it says. */
export function wasAnswered(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'severity' in cause;
}

class StoreSilent extends Error {
  readonly code = 'STORE_SILENT';
}

export const isSilence = (error: unknown) => error instanceof StoreSilent;

/**
 * A database that neither answers nor refuses, frozen or cut off, counts as away: a request must not hang with it. `late`
 * is for a caller that waits for more than one answer, and so cannot tell that it is the database.
 */
export function withinPatience<T>(
  answer: Promise<T>,
  seconds: number = patience.check,
  late: () => Error = () => new StoreSilent('the database is silent'),
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), seconds * 1000);
    const inTime =
      <A>(settle: (answer: A) => void) =>
      (result: A) => {
        clearTimeout(timer);
        settle(result);
      };
    answer.then(inTime(resolve), inTime(reject));
  });
}
