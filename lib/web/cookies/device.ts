/** A random value by which a browser is known again. It opens nothing: it spares its person alerts, strangers' delays and, once trusted, the code after the password. */

import 'server-only';
import { env } from '../../config/env';
import { hashOfSecret, looksLikeSecret, newSecret } from '../../secret';
import { hours } from '../../time';
import { plainCookie, type WriteJar } from './cookie';

/** Lasts as long as a browser that is not used is remembered. */
export const deviceCookie = plainCookie('device', () => env().policy.knownDeviceRetention);

export type Browser = {
  readonly secret: string;
  readonly deviceHash: Buffer;
  /** The browser brought the value itself. */
  readonly held: boolean;
};

/** The browser's own value, or a fresh one for a browser that has none; written only by `keepBrowser`. */
export async function thisBrowser(): Promise<Browser> {
  const held = await deviceCookie.read();
  const secret = looksLikeSecret(held) ? held : newSecret();
  return { secret, deviceHash: hashOfSecret(secret), held: secret === held };
}

/** Another value for a browser that is trusted from now on: one that somebody else may hold is not (docs/security.md K13). */
export function freshBrowser(): Browser {
  const secret = newSecret();
  return { secret, deviceHash: hashOfSecret(secret), held: false };
}

/** For someone who may sign in within the hour or never: until then nothing is worth remembering. */
export async function lendBrowser({ secret, held }: Browser): Promise<void> {
  if (held) return;
  await lend(secret);
}

/** To a browser that is known to hold none. */
export const lendNewBrowser = (jar: WriteJar): Promise<void> => lend(newSecret(), jar);

const lend = (secret: string, jar?: WriteJar) => deviceCookie.write(secret, { lifetime: hours(1), jar });

export const keepBrowser = ({ secret }: Browser): Promise<void> => deviceCookie.write(secret);
