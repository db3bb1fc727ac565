/** Notes that the person is there. */

import { limitsOf } from '../config/policy';
import { touchSession } from '../session/touch';
import type { AnonymousContext, Caller } from './context';

/** Returns the caller with the time that is left now; safe to call at any rate, it writes only when a write is due. */
export async function noteActivity(ctx: AnonymousContext, caller: Caller): Promise<Caller> {
  const limits = limitsOf(ctx.policy, caller.session);
  const moved = await touchSession(ctx.db, { id: caller.session.id, userId: caller.user.id }, limits);
  return moved ? { ...caller, session: { ...caller.session, idleSecondsLeft: limits.idle } } : caller;
}
