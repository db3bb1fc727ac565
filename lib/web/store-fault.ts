/** Tells a database that cannot be reached from a bug of ours. Pure. */

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENOENT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
]);

// Connection exceptions, no resources left, operator intervention: Postgres' own classes for "not now".
const sqlStates = /^(08|53|57)/;

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
