/**
 * Secrets that a browser or a mail holds until they are shown again: 256 random bits each. The database knows the SHA-256 and
 * nothing more, so that nobody signs in with what a stolen copy of it says.
 */

import { randomBytes } from 'node:crypto';
import { sha256 } from './crypto';

/** From the system's generator, base64url (ASVS 7.2.3 asks for 128 bits): nothing to escape in a URL or a cookie. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** No salt and no slow hash: there is nothing to guess in 256 random bits, and this runs on every request. */
export const hashOfSecret = (secret: string): Buffer => sha256(secret);

const shape = /^[A-Za-z0-9_-]{43}$/;

/** Whether text can be a secret of ours at all; spares the database what cannot. */
export const looksLikeSecret = (text: unknown): text is string =>
  typeof text === 'string' && shape.test(text);
