/** What only this product's servers can write and read, in a cookie or in an address. A seal says what it was made for. */

import 'server-only';
import { sealData, unsealData } from 'iron-session';
import { env } from '../../config/env';
import { sha256 } from '../../crypto';

/** Part of what is sealed: what was sealed as one kind is never read as another. */
export type SealedKind =
  | 'secret'
  | 'support'
  | 'ended'
  | 'displacing'
  | 'mailed-link'
  | 'invitation'
  | 'authorization-request'
  | 'waiting-link'
  | 'provider-note'
  | 'cookie-check'
  | 'no-cookies';

/** The most that a browser keeps of one cookie. */
export const longestOfAll = 4096;

/**
 * iron names the key inside the seal. We derive the name from the key, so that a list of secrets can grow at its front and
 * shrink at its end without renaming any. iron wants a number.
 */
const keyName = (secret: string) => sha256(`key-name:${secret}`).readUIntBE(0, 6);

/** Without an expiry of its own: the reader knows the limits, and they may change. */
const forever = { ttl: 0 } as const;

/** Sealed with the newest secret. */
export async function sealAs(kind: SealedKind, content: unknown): Promise<string> {
  const [newest] = env().sessionSecrets;
  if (!newest) throw new Error('no sealing secret is configured');
  return sealData({ [kind]: content }, { password: { [keyName(newest)]: newest }, ...forever });
}

/** Unchecked; undefined for anything that is not a whole seal of ours, is of another kind, or is too long. Never throws. */
export async function openAs(
  kind: SealedKind,
  sealed: string | undefined,
  longest = longestOfAll,
): Promise<unknown> {
  if (!sealed || sealed.length > longest) return undefined;
  const password = Object.fromEntries(env().sessionSecrets.map((secret) => [keyName(secret), secret]));
  try {
    const content: unknown = await unsealData(sealed, { password, ...forever });
    return typeof content === 'object' && content !== null
      ? (content as Partial<Record<string, unknown>>)[kind]
      : undefined;
  } catch {
    // A malformed seal throws (docs/security.md F9). It is a wrong cookie, not a fault of ours.
    return undefined;
  }
}
