/** Hashing and message authentication. Node's own primitives, named after what they are used for here. */

import { createHmac, hash, timingSafeEqual } from 'node:crypto';

export const sha256 = (text: string) => hash('sha256', text, 'buffer');

export const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url');

/** Constant time for equal lengths. */
export function sameMac(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
