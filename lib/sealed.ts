/** Secrets at rest: AES-256-GCM under a key of the servers, one for each purpose, bound to what they belong to. A stolen database opens none (docs/security.md K4). */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { sha256 } from './crypto';

/** What is sealed. Another purpose, another key: what seals cookies opens none of them. */
export type SealPurpose = 'authenticator-seed' | 'signing-key' | 'webhook-secret';

/** `under`: which of the servers' secrets it was; it says nothing about it. */
export type Sealed = { readonly sealed: Buffer; readonly under: string };

const cipher = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];

/** A key of 32 bytes for one purpose (RFC 5869). */
export const derivedKey = (secret: string | Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

export const nameOfSealKey = (secret: string, purpose: SealPurpose): string =>
  sha256(`${purpose}-key:${secret}`).toString('hex').slice(0, 16);

/** The nonce, the tag and the text. Without `boundTo`, anyone who can write to the table could give one row what is another's. */
export function sealWith(key: Buffer, text: string, boundTo: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(boundTo));
  const inside = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), inside]);
}

/** Undefined where it was tampered with, or belongs elsewhere. */
export function openWith(key: Buffer, sealed: Buffer, boundTo: string): string | undefined {
  try {
    const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    opening.setAAD(Buffer.from(boundTo));
    opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = [opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    return undefined;
  }
}

type Of = { readonly purpose: SealPurpose; readonly boundTo: string };

/** `secrets`: newest first. Sealed with the newest. */
export function sealUnder(secrets: readonly string[], text: string, { purpose, boundTo }: Of): Sealed {
  const [newest] = secrets;
  if (!newest) throw new Error('no sealing secret is configured');
  const sealed = sealWith(derivedKey(newest, purpose), text, boundTo);
  return { sealed, under: nameOfSealKey(newest, purpose) };
}

/** Undefined where its secret is no longer configured as well. */
export function openUnder(
  secrets: readonly string[],
  { sealed, under }: Sealed,
  { purpose, boundTo }: Of,
): string | undefined {
  const secret = secrets.find((each) => nameOfSealKey(each, purpose) === under);
  return secret && openWith(derivedKey(secret, purpose), sealed, boundTo);
}
