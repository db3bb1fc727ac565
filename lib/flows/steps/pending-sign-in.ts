/** A half-finished sign-in: what became of it, and how it can be finished. Nothing here uses it up. */

import { missingTrust } from '../../known-device/trust';
import { hasPasskey } from '../../passkey/store';
import { hasAuthenticator } from '../../second-factor/authenticator';
import { type FoundPending, findPending, type Pending } from '../../second-factor/pending';
import { looksLikeSecret } from '../../secret';
import type { AnonymousContext } from '../context';

/** What became of a half-finished sign-in, for the pages that ask and tell; uses nothing up. */
export const lookUpPending = async (ctx: AnonymousContext, pending: unknown): Promise<FoundPending> =>
  looksLikeSecret(pending) ? findPending(ctx.db, pending, ctx.policy) : { kind: 'over', why: 'unknown' };

/** Why this browser is asked for the code, where the person trusts some. */
export const whyAsked = (ctx: AnonymousContext, { userId }: Pending, deviceHash: Buffer) =>
  missingTrust(ctx.db, userId, deviceHash, ctx.policy);

/** What the person has, besides recovery codes. */
export async function waysToFinish({ db }: AnonymousContext, { userId }: Pending) {
  const [passkey, app] = await Promise.all([hasPasskey(db, userId), hasAuthenticator(db, userId)]);
  return { passkey, app };
}
