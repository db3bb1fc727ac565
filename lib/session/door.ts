/** The rule that says whether an organization lets a session in. Its own limits only make things stricter; the session itself lives on. Pure. */

import { addSeconds, type Seconds, secondsBetween } from '../time';

/** What an organization asks for beyond the product; null where it asks for nothing. */
export type OwnRules = {
  /** Everyone was signed out then: proof from before opens nothing. */
  readonly validFrom: Date | null;
  readonly idle: Seconds | null;
  /** Counts from the last proof. */
  readonly absolute: Seconds | null;
  readonly secondFactor: boolean;
  readonly deletedAt: Date | null;
};

export type DoorTimes = {
  readonly lastActiveAt: Date;
  readonly authenticatedAt: Date;
  /** Since the last proof. */
  readonly longestBreak: Seconds;
  /** The account can prove more than was proven in this session. */
  readonly outranked: boolean;
  /** What the account can prove: 2 with a second factor. */
  readonly assurance: number;
};

/** `second_factor`: the account has none. All others but `deleted` open with proof. */
export type ClosedBecause = 'deleted' | 'second_factor' | 'weak_proof' | 'everyone_out' | 'idle' | 'absolute';

export type DoorVerdict =
  | {
      readonly kind: 'open';
      /** Undefined where the organization has no such limit. */
      readonly idleSecondsLeft?: number;
      readonly proofSecondsLeft?: number;
    }
  | { readonly kind: 'closed'; readonly because: ClosedBecause };

/** Boundaries are inclusive on the strict side, as those of `judge`. Proof from the very moment of the sign-out is from before. */
export function judgeDoor(times: DoorTimes, rules: OwnRules, now: Date): DoorVerdict {
  const closed = (because: ClosedBecause): DoorVerdict => ({ kind: 'closed', because });
  if (rules.deletedAt) return closed('deleted');
  if (rules.secondFactor && times.assurance < 2) return closed('second_factor');
  if (rules.secondFactor && times.outranked) return closed('weak_proof');
  if (rules.validFrom && times.authenticatedAt <= rules.validFrom) return closed('everyone_out');
  const proofSecondsLeft = leftOf(rules.absolute, times.authenticatedAt, now);
  if (proofSecondsLeft !== undefined && proofSecondsLeft <= 0) return closed('absolute');
  const idleSecondsLeft = leftOf(rules.idle, times.lastActiveAt, now);
  const hadBreak = rules.idle !== null && times.longestBreak >= rules.idle;
  if (hadBreak || (idleSecondsLeft !== undefined && idleSecondsLeft <= 0)) return closed('idle');
  return { kind: 'open', idleSecondsLeft, proofSecondsLeft };
}

/** A moment after `now` counts for nothing: it fails closed. */
function leftOf(limit: Seconds | null, since: Date, now: Date): number | undefined {
  if (limit === null) return undefined;
  return since > now ? 0 : secondsBetween(now, addSeconds(since, limit));
}
