/** "Why was I signed out?": one person's sessions and what was recorded about them, in one order. Changes nothing. */

import type { StateFacts } from '../../account/state';
import { type Account, findAccount } from '../../account/store';
import { type EventOfTimeline, eventsWithin } from '../../audit/timeline';
import { ok, type Result, refused } from '../../result';
import { type SessionOfTimeline, sessionsWithin } from '../../session/timeline';
import type { Seconds } from '../../time';
import { normaliseEmail } from '../../typed/email';
import type { AnonymousContext } from '../context';

export type Moment = { readonly at: Date } & (
  | { readonly kind: 'began'; readonly session: SessionOfTimeline }
  | { readonly kind: 'ended'; readonly session: SessionOfTimeline }
  | { readonly kind: 'event'; readonly event: EventOfTimeline; readonly session?: SessionOfTimeline }
);

export type Story = {
  readonly account: Pick<Account, 'id' | 'email'> & StateFacts;
  readonly moments: readonly Moment[];
  /** There is more than fits; what is shown is the newest. */
  readonly cut: boolean;
};

const longest = 1000;

export async function why(
  ctx: AnonymousContext,
  input: { email: string; within: Seconds },
): Promise<Result<Story, 'not_found'>> {
  const account = await findAccount(ctx.db, { email: normaliseEmail(input.email) });
  if (!account) return refused('not_found');
  const [sessions, events] = await Promise.all([
    sessionsWithin(ctx.db, account.id, input.within, longest),
    eventsWithin(ctx.db, account.id, input.within, longest),
  ]);
  const moments = inOrder(sessions, events);
  const { id, email, emailVerifiedAt, disabledAt, deletionRequestedAt, passwordResetRequiredAt } = account;
  const shown = { id, email, emailVerifiedAt, disabledAt, deletionRequestedAt, passwordResetRequiredAt };
  return ok({ account: shown, moments, cut: [sessions, events].some((rows) => rows.length === longest) });
}

/** Begin and end are told by the session's row, and by the trail where the row is gone. */
function inOrder(sessions: readonly SessionOfTimeline[], events: readonly EventOfTimeline[]): Moment[] {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const told = ({ event, sessionId }: EventOfTimeline) =>
    (event === 'session_created' || event === 'session_expired') && byId.has(sessionId ?? '');
  const moments: Moment[] = [
    ...sessions.map((session): Moment => ({ kind: 'began', at: session.createdAt, session })),
    ...events
      .filter((event) => !told(event))
      .map(
        (event): Moment => ({ kind: 'event', at: event.at, event, session: byId.get(event.sessionId ?? '') }),
      ),
    ...[...sessions]
      .sort((a, b) => a.endRank - b.endRank)
      .flatMap((session): Moment[] =>
        session.endedAt ? [{ kind: 'ended', at: session.endedAt, session }] : [],
      ),
  ];
  // Stable: what happened in one transaction stays in the order above.
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime());
}
