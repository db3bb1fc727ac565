/** The session secret: 256 random bits that only the browser holds. The database knows its SHA-256 and nothing more. */

import { newSecret, sha256 } from '../crypto';

export const newSessionSecret = newSecret;

/** No salt and no slow hash: there is nothing to guess in 256 random bits, and this runs on every request. */
export const hashOfSecret = (secret: string): Buffer => sha256(secret);

const shape = /^[A-Za-z0-9_-]{43}$/;

/** Whether text can be a secret of ours at all; spares the database what cannot. */
export const looksLikeSecret = (text: unknown): text is string =>
  typeof text === 'string' && shape.test(text);
