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
});

const patienceSeconds = 10;

/** Never throws. Only a clear 401 is an end; everything else that is no answer is trouble on the way. */
export async function askServer(kind: 'look' | 'touch'): Promise<{ event: GuardEvent; body?: SessionBody }> {
  try {
    const response = await fetch(kind === 'look' ? '/api/session' : '/api/session/touch', {
      method: kind === 'look' ? 'GET' : 'POST',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceSeconds * 1000),
    });
    if (response.status === 401) return { event: { type: 'ended', reason: reasonIn(await response.json()) } };
    if (!response.ok) return { event: { type: 'unreachable' } };
    const body: SessionBody = await response.json();
    return { event: { type: 'answered', word: wordOf(body) }, body };
  } catch {
    return { event: { type: 'unreachable' } };
  }
}

function reasonIn(problem: unknown) {
  const reason = typeof problem === 'object' && problem && 'reason' in problem ? problem.reason : undefined;
  return isEndReason(reason) ? reason : undefined;
}
