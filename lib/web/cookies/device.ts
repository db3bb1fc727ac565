/**
 * A random value by which we recognise a browser. It opens nothing. It spares its person alerts, delays caused by strangers
 * and, once trusted, the code after the password.
 */

import 'server-only';
import { env } from '../../config/env';
import { hashOfSecret, looksLikeSecret, newSecret } from '../../secret';
import { hours } from '../../time';
import { plainCookie, type WriteJar } from './cookie';

/** Lasts as long as we remember an unused browser. */
export const deviceCookie = plainCookie('device', () => env().policy.knownDeviceRetention);

export type Browser = {
  readonly secret: string;
  readonly deviceHash: Buffer;
  /** The browser sent the value itself. */
  readonly held: boolean;
};

/** The browser's own value, or a new one if it has none; only `keepBrowser` writes it. */
export async function thisBrowser(): Promise<Browser> {
  const held = await deviceCookie.read();
  const secret = looksLikeSecret(held) ? held : newSecret();
  return { secret, deviceHash: hashOfSecret(secret), held: secret === held };
}

/** A new value for a browser that becomes trusted: somebody else may hold the old one (docs/security.md K13). */
export function freshBrowser(): Browser {
  const secret = newSecret();
  return { secret, deviceHash: hashOfSecret(secret), held: false };
}

/** For someone who may sign in within the hour or never: until they do, nothing is worth remembering. */
export async function lendBrowser({ secret, held }: Browser): Promise<void> {
  if (held) return;
  await lend(secret);
}

/** For a browser that is known to hold none. */
export const lendNewBrowser = (jar: WriteJar): Promise<void> => lend(newSecret(), jar);

const lend = (secret: string, jar?: WriteJar) => deviceCookie.write(secret, { lifetime: hours(1), jar });

export const keepBrowser = ({ secret }: Browser): Promise<void> => deviceCookie.write(secret);
