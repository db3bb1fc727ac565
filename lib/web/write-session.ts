/** Writes the session cookie: at sign-in, rotation and sign-out, and nowhere else. */

import 'server-only';
import { cookies, headers } from 'next/headers';
import { requestIdHeader, shapeResponse } from './node-request';
import {
  endedCookieName,
  endedCookieOptions,
  expiredCookie,
  sealEndedSession,
  sealSecret,
  sessionCookieName,
  sessionCookieOptions,
} from './session-cookie';

/** The browser holds the new secret; the note about an earlier end is no longer of interest. */
export async function writeSessionCookie(session: { secret: string; remembered: boolean }): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), await sealSecret(session.secret), sessionCookieOptions(session.remembered));
  if (jar.has(endedCookieName())) jar.set(endedCookieName(), '', expiredCookie());
}

/** Signed out by choice: the cookie goes, and with it what the browser cached and stored of this site (ASVS 14.3.1). */
export async function clearSessionCookie(sessionId: string | undefined): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), '', expiredCookie());
  if (sessionId) jar.set(endedCookieName(), await sealEndedSession(sessionId), endedCookieOptions());
  shapeResponse((await headers()).get(requestIdHeader) ?? '', {
    headers: { 'Clear-Site-Data': clearSiteData },
  });
}

/** Not "cookies": that would reach sibling hosts of the same site (fact F19). */
export const clearSiteData = '"cache", "storage"';
