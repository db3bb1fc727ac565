/** How the gate tells the page whom it let in: authenticated, and bound to the cookie that was checked. */

import 'server-only';
import { randomBytes } from 'node:crypto';
import { mac, sameMac, sha256 } from '../../crypto';
import type { Caller } from '../../flows/context';

export const handOffHeader = 'x-own-hand-off';

const keySlot = Symbol.for('app.hand-off-key');
type Slot = { [keySlot]?: Buffer };

/**
 * Made by each process for itself and known to nobody else: gate and page run in the same one. On a host where they do not,
 * no hand-off verifies and each page asks the database itself. A leaked SESSION_SECRET forges nothing here.
 */
function handOffKey(): Buffer {
  const holder = globalThis as Slot;
  holder[keySlot] ??= randomBytes(32);
  return holder[keySlot];
}

/** Without the cookie in the MAC, a hand-off seen once would let another browser in. */
const sign = (payload: string, cookie: string) =>
  mac(handOffKey(), `${sha256(cookie).toString('base64')}.${payload}`);

/**
 * Milliseconds. Gate and page follow each other at once; what comes later, a request whose body was held back say, was
 * judged too long ago. Measured with this process's monotonic clock, never a clock that can be set.
 */
const freshFor = 2000;

type HandedOff = Omit<Caller, 'now'> & { readonly now: string; readonly issuedAt: number };

export function writeHandOff(caller: Caller, cookie: string): string {
  const payload = Buffer.from(JSON.stringify({ ...caller, issuedAt: performance.now() })).toString(
    'base64url',
  );
  return `${payload}.${sign(payload, cookie)}`;
}

/** Undefined for what is absent, forged, stale, or made for another cookie: then the page asks the database itself. */
export function readHandOff(header: string | null, cookie: string | undefined): Caller | undefined {
  const [payload, proof] = header?.split('.') ?? [];
  if (!payload || !proof || !cookie || !sameMac(proof, sign(payload, cookie))) return undefined;
  const { issuedAt, now, ...caller }: HandedOff = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return performance.now() - issuedAt > freshFor ? undefined : { ...caller, now: new Date(now) };
}
