/**
 * For browsers without scripts: after giving proof, people are back where they were, and what they were about to do has not
 * happened yet. A one-minute cookie remembers the page, so that no address can make a page claim it.
 */

import 'server-only';
import { headers } from 'next/headers';
import { minutes } from '../../time';
import { askedPathHeader } from '../request/current-session';
import { returnTo } from '../request/return-to';
import { plainCookie } from './cookie';

const provenForCookie = plainCookie('proven-for', () => minutes(1));

export const noteProof = (path: string): Promise<void> => provenForCookie.write(path);

/** Whether this is that page, viewed and not yet sent. */
export async function isProofNoted(): Promise<boolean> {
  const [noted, head] = await Promise.all([provenForCookie.read(), headers()]);
  if (noted === undefined || head.get('content-type')?.startsWith('multipart/form-data')) return false;
  return noted === returnTo(head.get(askedPathHeader));
}
