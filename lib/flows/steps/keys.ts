/** The keys under which tries and mails of one address are counted: hashes, so that a count names nobody. */

import { sha256 } from '../../crypto';
import { isKnownDevice } from '../../known-device/store';
import type { AnonymousContext } from '../context';

/** One key for each address, known or not; it names nobody. */
export const signInKey = (email: string) => sha256(`sign-in:${email}`).toString('hex');

/** The count of one browser that the person is known by. */
export const deviceKey = (email: string, deviceHash: Buffer) =>
  sha256(`sign-in:${email}:${deviceHash.toString('hex')}`).toString('hex');

/** A browser that the person has signed in with counts for itself: strangers who use the limit up do not silence its owner. */
export async function askerKey(
  ctx: AnonymousContext,
  { email, deviceHash }: { email: string; deviceHash?: Buffer },
): Promise<string> {
  if (!deviceHash || !(await isKnownDevice(ctx.db, email, deviceHash))) return mailKey(email);
  return sha256(`mail:${email}:${deviceHash.toString('hex')}`).toString('hex');
}

/** One key for each address, known or not; it names nobody. */
export const mailKey = (email: string) => sha256(`mail:${email}`).toString('hex');
