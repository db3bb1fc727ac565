/** The code that a device shows and a person types: eight letters without vowels, so that no word comes out (RFC 8628 §6.1). Pure but for the dice. */

import { randomInt } from 'node:crypto';

const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const length = 8;

/** As `WDJB-MJHT`. 20^8 are 34 bits: enough for ten minutes and five tries. */
export function newUserCode(): string {
  const text = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** However it was typed: in small letters, with blanks, with another dash or with none. Undefined for what is no code. */
export function readUserCode(typed: unknown): string | undefined {
  if (typeof typed !== 'string' || typed.length > 64) return undefined;
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '');
  if (text.length !== length || [...text].some((letter) => !letters.includes(letter))) return undefined;
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
