/**
 * Asks the server about the session (a look) or reports activity (a touch), and turns the answer into an event for the state
 * machine.
 */

import type { GuardEvent, ServerWord } from '@/lib/session/countdown';
import { isEndReason } from '@/lib/session/reasons';
import type { Trouble } from '@/lib/web/guards/answers';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { askOurs, type Problem } from '../answers/ask-ours';

export const wordOf = ({ user, session, seat }: SessionBody): ServerWord => ({
  seat,
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

/** What the state machine hears and, for the person, why the server gave no answer. */
export type Heard =
  | Exclude<GuardEvent, { type: 'unreachable' }>
  | { readonly type: 'unreachable'; readonly trouble: Trouble };

type Answer = { event: Heard; body?: SessionBody };

/** A touch says whose page it is: it must not keep somebody else signed in. */
export type SessionQuestion = {
  readonly kind: 'look' | 'touch';
  readonly owner: string;
  /** The organization that the page shows, by its id. */
  readonly organization?: string | undefined;
};

const paths = { look: '/api/session', touch: '/api/session/touch' } as const;

/** Never throws. Only our own server's 401 is an end; any other failure is trouble on the way. */
export async function askServer(question: SessionQuestion, again = true): Promise<Answer> {
  const { kind, owner, organization } = question;
  const answer = await askOurs<SessionBody>(paths[kind], {
    method: kind === 'look' ? 'GET' : 'POST',
    // A look is how the tab finds out that somebody else is signed in.
    owner: kind === 'touch' ? owner : undefined,
    organization,
    signal: AbortSignal.timeout(patienceSeconds * 1000),
  });
  if (answer.kind === 'answered')
    return { event: { type: 'answered', word: wordOf(answer.body) }, body: answer.body };
  if (answer.kind === 'another_person') return askServer({ ...question, kind: 'look' });
  const { trouble, problem } = answer;
  if (trouble !== 'signed_out' || !problem) return { event: { type: 'unreachable', trouble } };
  // Another tab has just given proof, so this question went out with the old cookie.
  if (problem.superseded && again) return askServer(question, false);
  return { event: endedBy(problem) };
}

const textOrNone = (value: unknown) => (typeof value === 'string' ? value : undefined);

const endedBy = ({ reason, endedFrom, endedAt }: Problem): Heard => ({
  type: 'ended',
  reason: isEndReason(reason) ? reason : undefined,
  from: textOrNone(endedFrom),
  at: textOrNone(endedAt),
});
