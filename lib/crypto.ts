/** Randomness, hashing and message authentication. Node's own primitives, named after what they are used for here. */

import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits from the system's generator, base64url (ASVS 7.2.3 asks for 128). */
export const newSecret = () => randomBytes(32).toString('base64url');

export const sha256 = (text: string) => hash('sha256', text, 'buffer');

export const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url');

/** Constant time for equal lengths. */
export function sameMac(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
