/** Proof Key for Code Exchange: only what began a sign-in finishes it (RFC 7636). S256 alone. Pure. */

import { createHash } from 'node:crypto';
import { sameMac } from '../crypto';

/** 43 to 128 characters of the unreserved set (§4.1). */
const verifierShape = /^[A-Za-z0-9\-._~]{43,128}$/;
/** A SHA-256 in base64url (§4.2). */
export const isChallenge = (text: unknown): text is string =>
  typeof text === 'string' &&
  text === Buffer.from(text, 'base64url').subarray(0, 32).toString('base64url') &&
  text.length === 43;

export function fitsChallenge(verifier: unknown, challenge: string): boolean {
  if (typeof verifier !== 'string' || !verifierShape.test(verifier)) return false;
  return sameMac(createHash('sha256').update(verifier, 'ascii').digest('base64url'), challenge);
}
