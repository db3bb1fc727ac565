'use client';

import { SeatChanged } from '@/app/guard/session/seat-changed';
import { VisitOver } from '@/app/guard/session/visit-over';
import type { GuardView } from '@/lib/session/countdown';
import type { SessionBody } from '@/lib/web/guards/session-body';
import type { InPlaceActions, Recheck } from './in-place-sign-in';
import { Locked, Taken } from './locked';

type Props = {
  readonly view: GuardView;
  /** The page was loaded by support that saw the account as its person. */
  readonly visit: true | undefined;
  readonly body: SessionBody;
  readonly signIn: InPlaceActions;
  readonly recheck: Recheck;
};

/** What takes the place of a page whose session has ended, or whose person is not the one signed in here any more. */
export function InItsPlace({ view, visit, body, signIn, recheck }: Props) {
  if (view.kind === 'seat_changed') return <SeatChanged {...view} />;
  if (view.kind !== 'locked' && view.kind !== 'taken') return null;
  if (visit) return <VisitOver reason={view.kind === 'locked' ? view.reason : undefined} />;
  if (view.kind === 'taken') return <Taken person={body.user} visit={body.visit} />;
  return <Locked end={view} body={body} signIn={signIn} recheck={recheck} />;
}
