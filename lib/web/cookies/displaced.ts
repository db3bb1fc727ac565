/** Which devices this browser's sign-in signed out, while that is news. Costs nothing where the cookie is not there. */

import 'server-only';
import { cookies } from 'next/headers';
import type { SignedInContext } from '../../flows/context';
import { type DisplacedSession, displacedBy } from '../../session/limit';
import { displacingCookieName, openDisplacingSession } from './session';

/** Only for the session that the cookie names: the next person in this browser is told nothing. */
export async function displacedNote(ctx: SignedInContext): Promise<DisplacedSession[]> {
  const cookie = (await cookies()).get(displacingCookieName())?.value;
  if (!cookie || (await openDisplacingSession(cookie)) !== ctx.session.id) return [];
  return displacedBy(ctx.db, { userId: ctx.user.id, sessionId: ctx.session.id });
}
