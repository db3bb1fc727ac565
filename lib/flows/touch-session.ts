/** Notes that the person is there. */

import { touchSession } from '../session/touch';
import { type AnonymousContext, type Caller, limitsOfCaller } from './context';

/** Returns the caller with the time that is left now; safe to call at any rate, it writes only when a write is due. */
export async function noteActivity(ctx: AnonymousContext, caller: Caller): Promise<Caller> {
  const limits = limitsOfCaller(ctx.policy, caller);
  const moved = await touchSession(ctx.db, { id: caller.session.id, userId: caller.user.id }, limits);
  return moved ? { ...caller, session: { ...caller.session, idleSecondsLeft: limits.idle } } : caller;
}
