/** The caller that a session makes which was found and judged, whatever it is that asks. */

import { isAnyOn, secondFactorFeatures } from '../../config/features';
import type { OrganizationRole } from '../../organization/permissions';
import { judgeDoor } from '../../session/door';
import type { FoundSession } from '../../session/store';
import type { Active } from '../../session/verdict';
import type { Caller, Seat } from '../context';

export function callerOf(found: FoundSession, verdict: Active): Caller {
  const { kind: _kind, touchDue: _due, ...left } = verdict;
  return {
    user: found.user,
    session: { id: found.id, remembered: found.remembered, ...left },
    ...seatOf(found),
    ...(found.asked ? { asked: true } : {}),
    now: found.now,
  };
}

/** Where its own rules keep the session out, there is no seat: what asks for one fails closed. */
export function seatOf(found: FoundSession): Pick<Caller, 'organization' | 'closed'> {
  if (!found.organization) return {};
  const { id, slug, name, role, rules, longestBreak, provenAt } = found.organization;
  // What nobody can set up is asked of nobody.
  const asked = { ...rules, secondFactor: rules.secondFactor && isAnyOn(secondFactorFeatures) };
  const authenticatedAt = provenAt ?? never;
  const times = { ...found, longestBreak, authenticatedAt, assurance: found.user.assurance };
  const door = judgeDoor(times, asked, found.now);
  const seat: Seat = { id, slug, name, role: role as OrganizationRole };
  if (door.kind === 'closed') return { closed: { ...seat, because: door.because } };
  const { idleSecondsLeft, proofSecondsLeft } = door;
  const own = { idle: rules.idle ?? undefined, idleSecondsLeft, proofSecondsLeft };
  return { organization: { ...seat, own } };
}

/** Before every proof. */
const never = new Date(0);
