/** Seeds at rest: AES-256-GCM under a key of the servers, bound to their person. A stolen database makes no codes (docs/security.md K4). */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { sha256 } from '../crypto';

export type SealedSeed = { readonly sealedSeed: Buffer; readonly sealedUnder: string };

const cipher = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];

/** Another purpose, another key: what seals cookies opens no seed. */
const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'authenticator-seed', 32));

/** Says which secret it was and nothing about it. */
export const nameOfKey = (secret: string): string =>
  sha256(`authenticator-seed-key:${secret}`).toString('hex').slice(0, 16);

/** `secrets`: newest first. Sealed with the newest. */
export function sealSeed(seed: string, userId: string, secrets: readonly string[]): SealedSeed {
  const [newest] = secrets;
  if (!newest) throw new Error('no sealing secret is configured');
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyOf(newest), nonce, { authTagLength: tagBytes });
  // Without it, anyone who can write to the table could give one person the seed of another.
  sealing.setAAD(Buffer.from(userId));
  const text = Buffer.concat([sealing.update(seed, 'utf8'), sealing.final()]);
  return { sealedSeed: Buffer.concat([nonce, sealing.getAuthTag(), text]), sealedUnder: nameOfKey(newest) };
}

/** Undefined where its secret is no longer configured, or where it was tampered with. */
export function openSeed(sealed: SealedSeed, userId: string, secrets: readonly string[]): string | undefined {
  const secret = secrets.find((each) => nameOfKey(each) === sealed.sealedUnder);
  if (!secret) return undefined;
  const { sealedSeed } = sealed;
  try {
    const nonce = sealedSeed.subarray(0, nonceBytes);
    const opening = createDecipheriv(cipher, keyOf(secret), nonce, { authTagLength: tagBytes });
    opening.setAAD(Buffer.from(userId));
    opening.setAuthTag(sealedSeed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = [opening.update(sealedSeed.subarray(nonceBytes + tagBytes)), opening.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    return undefined;
  }
}
