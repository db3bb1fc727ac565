/** Codes of an authenticator app (RFC 6238): which half minute a code belongs to. Pure; the step comes from the database's clock. */

import { generateSecret, generateSync, generateURI } from 'otplib';
import { product } from '../config/product';

/** Seconds that one code is shown for, as every app has it. */
export const stepSeconds = 30;

/** 160 random bits in base32 (RFC 4226; docs/security.md K4). */
export const newSeed = (): string => generateSecret();

/** Six digits. `step` counts half minutes since 1970. */
export const codeOf = (seed: string, step: number): string =>
  generateSync({ strategy: 'hotp', secret: seed, counter: step });

/**
 * The step that the code belongs to: this one, the one before for someone who types slowly, or the next for someone whose
 * phone is ahead (RFC 6238 §6). Undefined for every other code. Of two steps with the same code the younger is meant: the
 * older would leave the code good for a second use. `code` as `readAuthenticatorCode` gives it.
 */
export const stepOfCode = (seed: string, code: string, step: number): number | undefined =>
  [step + 1, step, step - 1].find((each) => codeOf(seed, each) === code);

/** What the QR code says to the app. */
export const setupUri = (seed: string, email: string): string =>
  generateURI({ issuer: product.name, label: email, secret: seed });

/** The key as a person types it: in groups of four. */
export const keyWords = (seed: string): string => seed.replace(/(.{4})(?=.)/g, '$1 ');
