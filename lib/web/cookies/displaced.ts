/** Which devices this browser's sign-in signed out, while that is news. Costs nothing without the cookie. */

import 'server-only';
import { z } from 'zod';
import type { SignedInContext } from '../../flows/context';
import { type DisplacedSession, displacedBy } from '../../session/limit';
import { noteLifetime, sealedCookie } from './cookie';

/** Names the session whose start signed another device out, so that the pages after it can say which. It opens nothing. */
export const displacingCookie = sealedCookie('displacing-session', z.string(), noteLifetime, {
  kind: 'displacing',
  longest: 1024,
});

/** Only for the session that the cookie names, so the next person in this browser learns nothing. */
export async function displacedHere(ctx: SignedInContext): Promise<DisplacedSession[]> {
  if ((await displacingCookie.read()) !== ctx.session.id) return [];
  return displacedBy(ctx.db, { userId: ctx.user.id, sessionId: ctx.session.id });
}
