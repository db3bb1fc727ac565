/**
 * Whether a browser holds a newer cookie than the dead one it sent. A late answer must not clear the newer one: its session
 * would live on with nobody holding it.
 */

import 'server-only';
import type { AnonymousContext } from '../../flows/context';
import { hashOfSecret, looksLikeSecret } from '../../secret';
import { livesInBrowser } from '../../session/store';
import { isStoreFault } from '../guards/store-fault';
import type { CurrentSession } from '../request/current-session';
import type { ReadJar } from './cookie';
import { deviceCookie } from './device';

/**
 * A rotated secret has a successor; a sign-in in this browser since then has its own session. While the database is down nobody
 * knows, and the cookie stays.
 */
export async function holdsNewerCookie(
  ctx: AnonymousContext,
  { kind }: Pick<CurrentSession, 'kind'>,
  jar?: ReadJar,
): Promise<boolean> {
  if (kind === 'active') return false;
  if (kind === 'superseded') return true;
  const device = await deviceCookie.read(jar);
  if (!looksLikeSecret(device)) return false;
  try {
    return await livesInBrowser(ctx.db, hashOfSecret(device));
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return true;
  }
}
