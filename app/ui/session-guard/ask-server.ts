/** Asks the server about the session, as a look or as a sign of life, and puts the answer into the machine's words. */

import type { GuardEvent, ServerWord } from '@/lib/session/countdown';
import { isEndReason } from '@/lib/session/reasons';
import type { SessionBody } from '@/lib/web/session-body';

export const wordOf = ({ user, session }: SessionBody): ServerWord => ({
  userId: user.id,
  sessionId: session.id,
  idleSecondsLeft: session.idleSecondsLeft,
  absoluteSecondsLeft: session.absoluteSecondsLeft,
  idleLead: session.warningLeadSeconds,
  absoluteLead: session.absoluteWarningLeadSeconds,
  sensitiveSecondsLeft: session.sensitiveIdleSecondsLeft,
  sensitiveLead: session.sensitiveWarningLeadSeconds,
});

const patienceSeconds = 10;

type Problem = { reason?: unknown; superseded?: unknown; endedFrom?: unknown; endedAt?: unknown };
type Answer = { event: GuardEvent; body?: SessionBody };

/** Never throws. Only a clear 401 is an end; everything else that is no answer is trouble on the way. */
export async function askServer(kind: 'look' | 'touch', again = true): Promise<Answer> {
  try {
    const response = await fetch(kind === 'look' ? '/api/session' : '/api/session/touch', {
      method: kind === 'look' ? 'GET' : 'POST',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceSeconds * 1000),
    });
    if (response.status === 401) {
      const problem: Problem = await response.json();
      // Another tab proved who is there just now: this question went out with the cookie of before.
      if (problem.superseded && again) return askServer(kind, false);
      return { event: endedBy(problem) };
    }
    if (!response.ok) return { event: { type: 'unreachable' } };
    const body: SessionBody = await response.json();
    return { event: { type: 'answered', word: wordOf(body) }, body };
  } catch {
    return { event: { type: 'unreachable' } };
  }
}

const textOrNone = (value: unknown) => (typeof value === 'string' ? value : undefined);

const endedBy = ({ reason, endedFrom, endedAt }: Problem): GuardEvent => ({
  type: 'ended',
  reason: isEndReason(reason) ? reason : undefined,
  from: textOrNone(endedFrom),
  at: textOrNone(endedAt),
});
