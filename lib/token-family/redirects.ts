/** Where an app may be sent back to: to the letter what is registered (RFC 9700 §2.1), but for the port on the own machine. Pure. */

import type { AppClient } from '../config/clients';

/** A literal address of this machine; the name `localhost` can be somebody else's (RFC 8252 §8.3). */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(\/.*)?$/;

function withoutPort(uri: string): string | undefined {
  const [, host, port, path = ''] = loopback.exec(uri) ?? [];
  if (!host || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535 || port.startsWith('0'))))
    return undefined;
  return `http://${host}${path}`;
}

export function isRegistered({ redirects }: Pick<AppClient, 'redirects'>, uri: unknown): uri is string {
  if (typeof uri !== 'string') return false;
  if (redirects.includes(uri)) return true;
  const local = withoutPort(uri);
  return local !== undefined && redirects.some((known) => withoutPort(known) === local);
}
