/** Structured logs, one JSON line each. Secrets are cut out by name, in case somebody logs a whole object one day. */

import pino from 'pino';
import { product } from '../config/product';
import { escapeUnprintable } from './output.mjs';

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
  // Of the way to an account elsewhere and back.
  'state',
  'nonce',
  'verifier',
  'code_verifier',
  'access_token',
  'id_token',
  'refresh_token',
  'client_secret',
  'clientSecret',
  'GOOGLE_CLIENT_SECRET',
  'GITHUB_CLIENT_SECRET',
  'SESSION_SECRET',
  'DATABASE_URL',
  'databaseUrl',
  'DATABASE_LISTEN_URL',
  'databaseListenUrl',
  'SMTP_URL',
  'smtpUrl',
  'DATABASE_OWNER_URL',
  'databaseOwnerUrl',
  'ownerUrl',
];

const redact = {
  paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
  censor: '[redacted]',
};

const options: pino.LoggerOptions = {
  level: process.env.LOG_LEVEL || 'info',
  base: { app: product.slug },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact,
  hooks: { streamWrite: escapeUnprintable },
};

/** `to` is for tests; the process logs to standard output, past anything that has taken `process.stdout.write` (output.mjs). */
export const createLog = (to: pino.DestinationStream = pino.destination({ dest: 1, sync: true })) =>
  pino(options, to);

export const log = createLog();

/**
 * The fault without what it was about. A database error names the statement's parameters and the row's values, hashes and
 * addresses among them, and Next prints whatever is thrown: so the driver's bare error is thrown on instead.
 */
export function bareFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const bare = 'query' in error && error.cause instanceof Error ? error.cause : error;
  for (const telling of ['detail', 'where', 'parameters', 'args', 'query'])
    Reflect.deleteProperty(bare, telling);
  return bare;
}

/** What of a fault may be logged. */
export function faultFields(error: unknown): Record<string, unknown> {
  const fault = bareFault(error);
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const code = 'code' in fault ? fault.code : undefined;
  return {
    fault: fault.name,
    faultCode: code,
    message: fault.message.slice(0, 300),
    stack: fault.stack?.split('\n').slice(1, 6),
  };
}
