/** A random value by which a browser is known again. It opens nothing: it spares its person alerts, strangers' delays and, once trusted, the code after the password. */

import 'server-only';
import { cookies } from 'next/headers';
import { env } from '../../config/env';
import { hashOfDevice, looksLikeDevice, newDeviceSecret } from '../../known-device/store';
import { hours } from '../../time';
import { expiredCookie } from './session';

export const deviceCookieName = () => (env().appUrl.protocol === 'https:' ? '__Host-device' : 'device');

export type Browser = {
  readonly secret: string;
  readonly deviceHash: Buffer;
  /** The browser brought the value itself. */
  readonly held: boolean;
};

/** The browser's own value, or a fresh one for a browser that has none; written only by `keepBrowser`. */
export async function thisBrowser(): Promise<Browser> {
  const held = (await cookies()).get(deviceCookieName())?.value;
  const secret = looksLikeDevice(held) ? held : newDeviceSecret();
  return { secret, deviceHash: hashOfDevice(secret), held: secret === held };
}

/** Another value for a browser that is trusted from now on: one that somebody else may hold is not (docs/security.md K13). */
export function freshBrowser(): Browser {
  const secret = newDeviceSecret();
  return { secret, deviceHash: hashOfDevice(secret), held: false };
}

/** For who may sign in within the hour or never: until then nothing is worth remembering. */
export async function lendBrowser({ secret, held }: Browser): Promise<void> {
  if (held) return;
  (await cookies()).set(deviceCookieName(), secret, lentCookie());
}

export const lentCookie = () => ({ ...expiredCookie(), maxAge: hours(1) });

/** Lasts as long as a browser that is not used is remembered. */
export async function keepBrowser({ secret }: Browser): Promise<void> {
  const maxAge = env().policy.knownDeviceRetention;
  (await cookies()).set(deviceCookieName(), secret, { ...expiredCookie(), maxAge });
}
