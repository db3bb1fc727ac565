/**
 * For browsers without scripts: after the proof they are back where they were, and what they were about to do has not
 * happened yet. A cookie of a minute remembers the page, so that no address can make a page claim it.
 */

import 'server-only';
import { cookies, headers } from 'next/headers';
import { env } from '../../config/env';
import { askedPathHeader } from '../request/current-session';
import { returnTo } from '../request/return-to';
import { expiredCookie } from './session';

const cookieName = () => (env().appUrl.protocol === 'https:' ? '__Host-proven-for' : 'proven-for');
const noteSeconds = 60;

export async function noteProof(path: string): Promise<void> {
  (await cookies()).set(cookieName(), path, { ...expiredCookie(), maxAge: noteSeconds });
}

/** Whether this page is the one, looked at and not yet sent. */
export async function isProofNoted(): Promise<boolean> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const noted = jar.get(cookieName())?.value;
  if (noted === undefined || head.get('content-type')?.startsWith('multipart/form-data')) return false;
  return noted === returnTo(head.get(askedPathHeader));
}
