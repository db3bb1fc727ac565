/** Codes that go by mail: eight random digits, kept as a MAC under a key of the servers, bound to their row. A stolen database tells none. */

import { createHmac, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto';

const digits = 8;

/** `randomInt` throws away what would make some codes likelier than others. */
export const newEmailCode = (): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** Another purpose, another key: what seals cookies makes no code. */
const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'email-code', 32));

const macUnder = (secret: string, id: string, code: string): Buffer =>
  createHmac('sha256', keyOf(secret)).update(`${id}:${code}`).digest();

/** `secrets`: newest first, and the newest is used. With the row's id in it no code fits another row. */
export function macOfCode(id: string, code: string, secrets: readonly string[]): Buffer {
  const [newest] = secrets;
  if (!newest) throw new Error('no sealing secret is configured');
  return macUnder(newest, id, code);
}

/**
 * In the same time for a row without a code. Also under older secrets: a rotation kills no code that is on its way. `code` as
 * `readMailedCode` gives it.
 */
export function fitsCode(
  code: string,
  { id, codeMac }: { readonly id: string; readonly codeMac: Buffer | null },
  secrets: readonly string[],
): boolean {
  const stored = codeMac ?? Buffer.alloc(32);
  const fits = secrets.map((secret) => timingSafeEqual(macUnder(secret, id, code), stored));
  return codeMac !== null && fits.includes(true);
}
