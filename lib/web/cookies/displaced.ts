/** Which devices this browser's sign-in signed out, while that is news. Costs nothing where the cookie is not there. */

import 'server-only';
import { z } from 'zod';
import type { SignedInContext } from '../../flows/context';
import { type DisplacedSession, displacedBy } from '../../session/limit';
import { noteLifetime, sealedCookie } from './cookie';

/** Names the session whose beginning signed another device out, so that the pages after it can say which. It opens nothing. */
export const displacingCookie = sealedCookie('displacing-session', z.string(), noteLifetime, {
  kind: 'displacing',
  longest: 1024,
});

/** Only for the session that the cookie names: the next person in this browser is told nothing. */
export async function displacedHere(ctx: SignedInContext): Promise<DisplacedSession[]> {
  if ((await displacingCookie.read()) !== ctx.session.id) return [];
  return displacedBy(ctx.db, { userId: ctx.user.id, sessionId: ctx.session.id });
}
