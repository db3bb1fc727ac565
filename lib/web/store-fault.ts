/** Tells a database that cannot be reached from a bug of ours. */

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
  'TOO_BUSY',
]);

// Connection exceptions, no resources left, operator intervention, read-only after a failover, deadlock: "not now".
const sqlStates = /^(08|53|57|25006|40001|40P01)/;

export function isStoreFault(error: unknown): boolean {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth++
  ) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (unreachable.has(code) || sqlStates.test(code)) return true;
    if (cause instanceof AggregateError && cause.errors.some((inner) => isStoreFault(inner))) return true;
  }
  return false;
}

class StoreSilent extends Error {
  readonly code = 'STORE_SILENT';
}

export const isSilence = (error: unknown) => error instanceof StoreSilent;

/** A database that neither answers nor refuses, frozen or cut off, counts as away: a request must not hang with it. */
export function withinPatience<T>(answer: Promise<T>, seconds = 4): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StoreSilent('the database is silent')), seconds * 1000);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
