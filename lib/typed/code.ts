/** Codes as people type and paste them: one form for all of them, and what cannot be a code at all. Pure. */

import { z } from 'zod';

/** Blanks and dashes of every script, also the long mark that Japanese keyboards have in place of a dash, and what nobody can see. */
const between = /[\s\p{Pd}\u2212\u30fc\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * One form for what is one code to the person who copies it: NFKC, so that full-width letters are plain ones; digits of
 * every script as 0 to 9; nothing between them. Compare codes in this form and in no other.
 */
export const bareCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(between, '')
    .replace(/\p{Nd}/gu, asciiDigit);

/** Unicode keeps the ten digits of a script together, zero first; some scripts stand right behind each other. */
function asciiDigit(digit: string): string {
  const at = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before += 1;
  return String(before % 10);
}

/** The field of a form. Whether it can be a code at all, the flow says that asks for this kind: it costs no try. */
export const codeField = z
  .string('Enter the code.')
  .max(200, "This isn't a code.")
  .refine((typed) => bareCode(typed) !== '', 'Enter the code.');

const authenticatorCode = /^[0-9]{6}$/;
const mailedCode = /^[0-9]{8}$/;

/** Crockford's base32: no letter that looks like a digit. */
export const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const recoveryLength = 24;
const recoveryCode = new RegExp(`^[${recoveryAlphabet}]{${recoveryLength}}$`);

/** With letters for the digits that they look like. */
export const bareRecoveryCode = (typed: string): string =>
  bareCode(typed).toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');

/** Six digits, in the form to compare; undefined for what no authenticator app shows. */
export function readAuthenticatorCode(typed: string): string | undefined {
  const code = bareCode(typed);
  return authenticatorCode.test(code) ? code : undefined;
}

/** Eight digits, in the form to compare; undefined for what is in no mail of ours. */
export function readMailedCode(typed: string): string | undefined {
  const code = bareCode(typed);
  return mailedCode.test(code) ? code : undefined;
}

/** Undefined for what stands on no recovery sheet. */
export function readRecoveryCode(typed: string): string | undefined {
  const code = bareRecoveryCode(typed);
  return recoveryCode.test(code) ? code : undefined;
}

export type FactorCode = { readonly kind: 'totp' | 'recovery_code'; readonly code: string };

/** From the app or from the recovery sheet: one field takes both, and they cannot be taken for each other. */
export function readFactorCode(typed: string): FactorCode | undefined {
  const totp = readAuthenticatorCode(typed);
  if (totp !== undefined) return { kind: 'totp', code: totp };
  const recovery = readRecoveryCode(typed);
  return recovery === undefined ? undefined : { kind: 'recovery_code', code: recovery };
}
