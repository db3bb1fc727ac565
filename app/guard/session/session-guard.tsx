'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Veil } from '@/app/ui/veil';
import type { StepUpWay } from '@/lib/proof';
import { showsWarning } from '@/lib/session/countdown';
import type { Action } from '@/lib/web/guards/action-state';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { typedEmail } from '../forms/typed-email';
import { SessionGuardContext } from './context';
import { IdleBanner, IdleDialog } from './idle-warning';
import { InItsPlace } from './in-its-place';
import type { InPlaceActions } from './in-place-sign-in';
import { LimitWarning } from './limit-warning';
import { Asking } from './locked';
import { PutAway } from './put-away';
import { Unreachable } from './unreachable';
import { useGuard } from './use-guard';
import { useNoFlightScripts } from './use-no-flight-scripts';
import { usePageTitle } from './use-page-title';
import { useWhenBack } from './use-when-back';

export type SessionGuardProps = {
  readonly initial: SessionBody;
  readonly signIn: InPlaceActions;
  readonly signOut: Action;
  readonly stepUp: Action;
  /** How the person can prove again who they are, strongest first. */
  readonly ways: readonly StepUpWay[];
  readonly children: ReactNode;
};

/** Warns before a session ends and locks the page when it has. It ends nothing by itself: the server decides, it shows. */
export function SessionGuard({ initial, signIn, signOut, stepUp, ways, children }: SessionGuardProps) {
  const { view, body, trouble, ask, stay, enterSensitive, enterOrganization } = useGuard(initial);
  // The person it was loaded for. When somebody else signs in, the layout renders again around what the first person typed.
  const [userId] = useState(initial.user.id);
  const [visit] = useState(initial.visit);
  const whenBack = useWhenBack(view);
  const handle = useMemo(
    () => ({ userId, recheck: () => ask('look'), whenBack, enterSensitive, enterOrganization }),
    [userId, ask, whenBack, enterSensitive, enterOrganization],
  );
  const shown = showsWarning(view);
  usePageTitle(view);
  useNoFlightScripts();
  useEffect(typedEmail.forget, []);
  return (
    <SessionGuardContext.Provider value={handle}>
      <Unreachable trouble={shown ? trouble : undefined} />
      {view.kind === 'idle_banner' ? (
        <IdleBanner secondsLeft={view.secondsLeft} page={view.page} visit={visit} stay={stay} />
      ) : null}
      {view.kind === 'limit' ? (
        <LimitWarning secondsLeft={view.secondsLeft} body={body} signIn={signIn} recheck={ask} />
      ) : null}
      <Veil drawn={!shown}>{children}</Veil>
      <IdleDialog
        secondsLeft={view.kind === 'idle_dialog' ? view.secondsLeft : undefined}
        page={view.kind === 'idle_dialog' && view.page}
        visit={visit}
        stay={stay}
        signOut={signOut}
      />
      {view.kind === 'asking' ? <Asking trouble={trouble} retry={() => ask('look')} /> : null}
      {view.kind === 'put_away' ? (
        <PutAway
          rule={'because' in view ? view : undefined}
          email={body.user.email}
          stepUp={stepUp}
          ways={ways}
          recheck={ask}
        />
      ) : null}
      <InItsPlace view={view} visit={visit} body={body} signIn={signIn} recheck={ask} />
    </SessionGuardContext.Provider>
  );
}
