/** The seal of a session secret, and nothing else in it. The row decides; the seal only hides and authenticates. */

import 'server-only';
import { LRUCache } from 'lru-cache';
import { sha256 } from '../../crypto';
import { hashOfSecret, looksLikeSecret } from '../../secret';
import { openAs, sealAs } from './seal';

export const sealSecret = (sessionSecret: string): Promise<string> => sealAs('secret', sessionSecret);

/**
 * Opening a seal costs more than the query and always gives the same result, so we remember it, from the SHA-256 of the cookie
 * to the hash of the session secret. Nothing in here opens a session, and the row still decides every time.
 */
const opened = new LRUCache<string, Buffer>({ max: 20_000 });

/** A sealed 43-character secret has about 290 characters; anything far longer is not opened at all. */
const longestCookie = 1024;

/** Undefined for any cookie that is not a whole seal of ours; never throws. */
export async function openSecretHash(
  cookie: string | undefined,
  kind: 'secret' | 'support' = 'secret',
): Promise<Buffer | undefined> {
  if (!cookie || cookie.length > longestCookie) return undefined;
  const key = `${kind}:${sha256(cookie).toString('base64')}`;
  const known = opened.get(key);
  if (known) return known;
  const secret = await openAs(kind, cookie, longestCookie);
  if (!looksLikeSecret(secret)) return undefined;
  const hash = hashOfSecret(secret);
  opened.set(key, hash);
  return hash;
}
