/** Notes that the person is there. */

import { touchSession } from '../../session/touch';
import { type AnonymousContext, type Caller, limitsOfCaller, type Seat } from '../context';
import { touchStaff } from '../steps/touch-staff';

/** Returns the caller with the time that is left now; safe to call at any rate, it writes only when a write is due. */
export async function noteActivity(ctx: AnonymousContext, caller: Caller): Promise<Caller> {
  const limits = limitsOfCaller(ctx.policy, caller);
  if (caller.support) await touchStaff(ctx, caller.support);
  const moved = await touchSession(ctx.db, { id: caller.session.id, userId: caller.user.id }, limits);
  if (!moved) return caller;
  // What a sensitive page puts away comes back with proof and not with a click.
  const { sensitive } = caller.session;
  const renewed =
    sensitive.idleSecondsLeft > 0 ? { ...sensitive, idleSecondsLeft: limits.sensitive.idle } : sensitive;
  return {
    ...caller,
    session: { ...caller.session, idleSecondsLeft: limits.idle, sensitive: renewed },
    organization: caller.organization && renewedSeat(caller.organization),
  };
}

const renewedSeat = (seat: Seat): Seat =>
  seat.own ? { ...seat, own: { ...seat.own, idleSecondsLeft: seat.own.idle } } : seat;
