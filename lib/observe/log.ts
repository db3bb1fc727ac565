/** Structured logs, one JSON line each. Secrets are cut out by name, in case somebody logs a whole object one day. */

import pino from 'pino';

const secretNames = [
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'secret',
  'secretHash',
  'cookie',
  'set-cookie',
  'authorization',
  'token',
  'code',
  'seal',
  'SESSION_SECRET',
  'DATABASE_URL',
  'databaseUrl',
];

const redact = {
  paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
  censor: '[redacted]',
};

const options: pino.LoggerOptions = {
  level: process.env.LOG_LEVEL || 'info',
  base: { app: 'latchkey' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact,
};

/** `to` is for tests; the process logs to standard output. */
export const createLog = (to?: pino.DestinationStream) => (to ? pino(options, to) : pino(options));

export const log = createLog();

/**
 * What of a fault may be logged. A database error carries the statement's parameters, a hash among them:
 * only its code, name and message are kept.
 */
export function faultFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? cause.code : undefined;
  const message = cause === error && 'query' in error ? 'a statement failed' : cause.message;
  return {
    fault: cause.name,
    code,
    message: message.slice(0, 300),
    stack: cause.stack?.split('\n').slice(1, 6),
  };
}
