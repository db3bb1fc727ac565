/** The rule that says whether a session is alive. Pure: times, limits and the database's `now` go in, a verdict comes out. */

import type { SessionLimits } from '../config/policy';
import { addSeconds, type Seconds, secondsBetween } from '../time';
import type { EndReason } from './reasons';

export type SessionTimes = {
  readonly signedInAt: Date;
  readonly lastActiveAt: Date;
  readonly authenticatedAt: Date;
  readonly endedAt: Date | null;
  readonly endedReason: EndReason | null;
  /** What became of the account, or its epoch: it ends this session even if the row was missed. */
  readonly overruled: { readonly reason: EndReason; readonly at: Date } | null;
  /** When the session was last used from a new network or by a different browser, or someone else tried to get in. */
  readonly changedAt: Date | null;
  /** When the person came back after a break longer than sensitive pages allow. */
  readonly returnedAt: Date | null;
  /** The account can prove more than was proven in this session, or only its word was taken elsewhere (ASVS 7.5.1). */
  readonly outranked: boolean;
};

export type Active = {
  readonly kind: 'active';
  readonly idleSecondsLeft: number;
  readonly absoluteSecondsLeft: number;
  /** Zero when the next sensitive action will ask for proof. */
  readonly stepUpSecondsLeft: number;
  /** The same two under the stricter limits of what is sensitive; zero when it will ask for proof. */
  readonly sensitive: { readonly idleSecondsLeft: number; readonly stepUpSecondsLeft: number };
  readonly touchDue: boolean;
};
export type Ended = { readonly kind: 'ended'; readonly reason: EndReason; readonly endedAt: Date };
export type Verdict = Active | Ended;

/**
 * Boundaries are inclusive on the strict side: idle for exactly the timeout is ended (ASVS 7.3.1, 7.3.2).
 * A row that carries its end keeps it, whatever its other times say. Of two limits passed, the earlier one is the reason.
 */
export function judge(times: SessionTimes, limits: SessionLimits, now: Date): Verdict {
  if (times.endedAt && times.endedReason) {
    return { kind: 'ended', reason: times.endedReason, endedAt: times.endedAt };
  }
  if (times.overruled) return { kind: 'ended', reason: times.overruled.reason, endedAt: times.overruled.at };

  const idleEndsAt = addSeconds(times.lastActiveAt, limits.idle);
  const absoluteEndsAt = addSeconds(times.signedInAt, limits.absolute);
  const idleSecondsLeft = secondsBetween(now, idleEndsAt);
  const absoluteSecondsLeft = secondsBetween(now, absoluteEndsAt);
  if (idleSecondsLeft <= 0 || absoluteSecondsLeft <= 0) {
    return idleEndsAt < absoluteEndsAt
      ? { kind: 'ended', reason: 'idle_timeout', endedAt: idleEndsAt }
      : { kind: 'ended', reason: 'absolute_timeout', endedAt: absoluteEndsAt };
  }
  return {
    kind: 'active',
    idleSecondsLeft,
    absoluteSecondsLeft,
    stepUpSecondsLeft: stepUpSecondsLeft(times, limits.stepUpWindow, now),
    sensitive: {
      idleSecondsLeft: sensitiveIdleSecondsLeft(times, limits, now),
      stepUpSecondsLeft: stepUpSecondsLeft(times, limits.sensitive.stepUpWindow, now),
    },
    touchDue: secondsBetween(times.lastActiveAt, now) >= limits.touchInterval,
  };
}

/**
 * Counts from the proof, so activity never extends it (ASVS 7.5). Fails closed: a proof dated after `now` counts for nothing,
 * and one exactly as old as the window is too old. A proof from before the session was used from elsewhere says nothing
 * about who is there now, and one weaker than what the account has is none.
 */
function stepUpSecondsLeft(times: SessionTimes, window: Seconds, now: Date): number {
  const { authenticatedAt, changedAt } = times;
  if (times.outranked || (changedAt && changedAt >= authenticatedAt)) return 0;
  const age = secondsBetween(authenticatedAt, now);
  return age < 0 ? 0 : Math.max(0, window - age);
}

/**
 * A break stays a break until there was proof: without this, opening any other page would be enough to get back to a
 * sensitive one. Proof is activity as well, so none is older than the last activity.
 */
function sensitiveIdleSecondsLeft(times: SessionTimes, limits: SessionLimits, now: Date): number {
  if (times.returnedAt && times.returnedAt >= times.authenticatedAt) return 0;
  return Math.max(0, limits.sensitive.idle - secondsBetween(times.lastActiveAt, now));
}
