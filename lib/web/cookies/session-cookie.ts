/** The session cookie: written only at sign-in, rotation and sign-out. */

import 'server-only';
import { headers } from 'next/headers';
import { z } from 'zod';
import { env } from '../../config/env';
import { requestIdHeader, shapeResponse } from '../server/node-request';
import { noteLifetime, plainCookie, sealedCookie } from './cookie';
import { displacingCookie } from './displaced';
import { mailedLinkCookie } from './mailed-link';
import { sealSecret } from './session';
import { visitCookie } from './visit-cookie';

/**
 * Its value is the sealed session secret. Without "keep me signed in" it goes when the browser closes. Either way, the row sets
 * the limit.
 */
export const sessionCookie = plainCookie('session', () => 'browser');

/** Names the session that just ended in this browser, so that the sign-in page can say why. It opens nothing. */
export const endedCookie = sealedCookie('ended-session', z.string(), noteLifetime, {
  kind: 'ended',
  longest: 1024,
});

type Written = { readonly secret: string; readonly remembered: boolean };

/** At sign-in, the note about an earlier end no longer matters; one about devices that had to go may. */
export async function writeNewSession(
  session: Written & { sessionId: string; displaced: number },
): Promise<void> {
  await writeSessionCookie(session);
  if (session.displaced > 0) await displacingCookie.write(session.sessionId);
  else await displacingCookie.clearIfHeld();
}

/** The browser holds the new secret from now on. */
export async function writeSessionCookie({ secret, remembered }: Written): Promise<void> {
  const lifetime = remembered ? env().policy.rememberedAbsoluteTimeout : 'browser';
  await sessionCookie.write(await sealSecret(secret), { lifetime });
  await endedCookie.clearIfHeld();
  await mailedLinkCookie.clearIfHeld();
  await visitCookie.clearIfHeld();
}

/** For a sign-out by choice: the cookie goes, and with it what the browser cached and stored of this site (ASVS 14.3.1). */
export async function clearSessionCookie(sessionId: string | undefined): Promise<void> {
  await sessionCookie.clear();
  if (sessionId) await endedCookie.write(sessionId);
  shapeResponse((await headers()).get(requestIdHeader) ?? '', {
    headers: { 'Clear-Site-Data': clearSiteData },
  });
}

/** Not "cookies": that would reach sibling hosts of the same site (docs/security.md F19). */
export const clearSiteData = '"cache", "storage"';
