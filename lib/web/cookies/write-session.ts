/** Writes the session cookie: at sign-in, rotation and sign-out, and nowhere else. */

import 'server-only';
import { cookies, headers } from 'next/headers';
import { requestIdHeader, shapeResponse } from '../server/node-request';
import {
  displacingCookieName,
  endedCookieName,
  expiredCookie,
  letterCookieName,
  noteCookieOptions,
  sealDisplacingSession,
  sealEndedSession,
  sealSecret,
  sessionCookieName,
  sessionCookieOptions,
} from './session';

type Written = { readonly secret: string; readonly remembered: boolean };

/** At sign-in: the note about an earlier end is no longer of interest; one about devices that had to go may be. */
export async function writeNewSession(
  session: Written & { sessionId: string; displaced: number },
): Promise<void> {
  await writeSessionCookie(session);
  const [jar, name] = [await cookies(), displacingCookieName()];
  if (session.displaced > 0)
    jar.set(name, await sealDisplacingSession(session.sessionId), noteCookieOptions());
  else if (jar.has(name)) jar.set(name, '', expiredCookie());
}

/** The browser holds the new secret from now on. */
export async function writeSessionCookie(session: Written): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), await sealSecret(session.secret), sessionCookieOptions(session.remembered));
  for (const note of [endedCookieName(), letterCookieName()])
    if (jar.has(note)) jar.set(note, '', expiredCookie());
}

/** The person has read it. */
export async function clearDisplacedNote(): Promise<void> {
  (await cookies()).set(displacingCookieName(), '', expiredCookie());
}

/** Signed out by choice: the cookie goes, and with it what the browser cached and stored of this site (ASVS 14.3.1). */
export async function clearSessionCookie(sessionId: string | undefined): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), '', expiredCookie());
  if (sessionId) jar.set(endedCookieName(), await sealEndedSession(sessionId), noteCookieOptions());
  shapeResponse((await headers()).get(requestIdHeader) ?? '', {
    headers: { 'Clear-Site-Data': clearSiteData },
  });
}

/** Not "cookies": that would reach sibling hosts of the same site (docs/security.md F19). */
export const clearSiteData = '"cache", "storage"';
