/** What the browser is told about its session: seconds left, never a time of day, so that its clock does not matter. Pure. */

import type { Policy } from '../../config/policy';
import { leadWithin, limitsOf } from '../../config/policy';
import type { Caller } from '../../flows/context';
import type { SeatWord } from '../../session/seat-word';

export type SessionBody = {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly session: {
    readonly id: string;
    readonly remembered: boolean;
    readonly idleSecondsLeft: number;
    readonly absoluteSecondsLeft: number;
    readonly stepUpSecondsLeft: number;
    /** Until a sensitive page is put away; zero when it is. */
    readonly sensitiveIdleSecondsLeft: number;
    readonly sensitiveWarningLeadSeconds: number;
    /** Zero where no idle warning is given. */
    readonly warningLeadSeconds: number;
    readonly absoluteWarningLeadSeconds: number;
    readonly idleTimeoutSeconds: number;
    readonly absoluteTimeoutSeconds: number;
    /** Typing and pointing are reported at most this often. */
    readonly activityReportSeconds: number;
    /** How many devices may be signed in at once. */
    readonly sessionLimit: number;
  };
  /** Support sees the account as this person. */
  readonly visit?: true;
  /** Of the organization that was asked about. */
  readonly seat?: SeatWord | undefined;
};

/** `about`: the id of the organization that the page shows. */
export function sessionBody(policy: Policy, caller: Caller, about?: string): SessionBody {
  const { user, session, support } = caller;
  const kind = support ? 'support' : 'browser';
  const limits = limitsOf(policy, { remembered: session.remembered, role: user.role, kind });
  return {
    user: { id: user.id, email: user.email, name: user.name },
    session: {
      id: session.id,
      remembered: session.remembered,
      // Rounded down: a browser that warns a moment early is right, one that warns late is not.
      idleSecondsLeft: Math.floor(session.idleSecondsLeft),
      absoluteSecondsLeft: Math.floor(session.absoluteSecondsLeft),
      stepUpSecondsLeft: Math.floor(session.stepUpSecondsLeft),
      sensitiveIdleSecondsLeft: Math.floor(session.sensitive.idleSecondsLeft),
      sensitiveWarningLeadSeconds: limits.sensitive.idleWarningLead,
      warningLeadSeconds: limits.idleWarningLead,
      absoluteWarningLeadSeconds: limits.absoluteWarningLead,
      idleTimeoutSeconds: limits.idle,
      absoluteTimeoutSeconds: limits.absolute,
      activityReportSeconds: limits.touchInterval,
      sessionLimit: limits.sessions,
    },
    ...(support ? { visit: true as const } : {}),
    seat: about === undefined ? undefined : seatWord(policy, caller, about),
  };
}

/** Someone who doesn't belong there learns nothing about it. */
export function seatWord(policy: Policy, { organization, closed }: Caller, id: string): SeatWord {
  if (closed?.id === id) return { id, kind: 'closed', because: closed.because };
  if (organization?.id !== id) return { id, kind: 'gone' };
  const { name, role, own } = organization;
  const left = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.floor(seconds));
  return {
    id,
    kind: 'open',
    name,
    role,
    idleSecondsLeft: left(own?.idleSecondsLeft),
    proofSecondsLeft: left(own?.proofSecondsLeft),
    idleLead: own?.idle === undefined ? 0 : leadWithin(own.idle, policy.warningLead),
  };
}
