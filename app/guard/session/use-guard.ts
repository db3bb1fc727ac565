/** Wires the guard's state machine to the browser: timers, focus, sleep, network, other tabs, and what the person does. */

import {
  type RefObject,
  useCallback,
  useEffect,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useEndStream } from '@/app/guard/session/use-end-stream';
import {
  advance,
  type GuardState,
  type GuardView,
  nextChangeIn,
  startGuard,
  viewOf,
} from '@/lib/session/countdown';
import type { SeatWord } from '@/lib/session/seat-word';
import { type Trouble, troubles } from '@/lib/web/guards/answers';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { askServer, type Heard, wordOf } from './ask-server';
import { hearTabs, tellTabs } from './channel';
import { type Ask, monotonic, type Timed } from './timed-event';
import { useReturn } from './use-return';

const reduce = (state: GuardState, { event, at }: Timed) => advance(state, event, at);

const retrySeconds = 4;
/** For trouble that is not known to pass by itself. */
const patientRetrySeconds = 30;

/** Another tab may have been used, so we ask the server shortly before a warning would begin. Otherwise one might flash up. */
const lookAheadSeconds = 3;

const nothingAsked: Heard = { type: 'unreachable', trouble: 'no_answer' };

export function useGuard(initial: SessionBody) {
  const hydrating = useSyncExternalStore(never, isClient, isHydrating);
  const [state, dispatch] = useReducer(reduce, initial, (body) => firstState(body, hydrating));
  const [body, setBody] = useState(initial);
  const [now, setNow] = useState(monotonic);
  const [trouble, setTrouble] = useState<Trouble>('no_answer');
  const view = viewOf(state, now);

  const away = useRef(false);
  const organization = useRef<string>(undefined);
  // The person the page was loaded for, even if somebody else is signed in by now.
  const [owner] = useState(initial.user.id);

  const ask = useCallback(
    async (kind: 'look' | 'touch') => {
      // On its way into the back/forward cache: nobody would see the answer.
      if (away.current) return nothingAsked;
      const at = monotonic();
      const answer = await askServer({ kind, owner, organization: organization.current });
      if (answer.event.type === 'unreachable') setTrouble(answer.event.trouble);
      dispatch({ event: answer.event, at });
      if (answer.body) setBody(answer.body);
      setNow(monotonic());
      return answer.event;
    },
    [owner],
  );

  const stay = useStay(ask);
  const enterSensitive = useSensitiveParts(dispatch, setNow);
  const enterOrganization = useShownOrganization(organization, dispatch, setNow);
  useFirstLook(state.unsure, ask);
  useServerRender(initial, dispatch, setBody);
  useTimer(state, now, setNow, ask, troubles[trouble].retried ? retrySeconds : patientRetrySeconds);
  useReturn(away, dispatch, setNow, ask);
  useOtherTabs(state.word.sessionId, ask);
  const follows = !(state.locked || state.taken || state.unsure);
  useEndStream(follows ? state.word.sessionId : undefined, ask);
  useActivity(view.kind, body.session.activityReportSeconds, ask);
  return {
    view,
    body,
    trouble: state.reachable ? undefined : trouble,
    ask,
    stay,
    enterSensitive,
    enterOrganization,
  };
}

const never = () => () => undefined;
const isClient = () => false;
const isHydrating = () => true;

/**
 * A page that came with this document is as fresh as its numbers. One that the router brings back may come from its cache, long
 * after the session ended (docs/security.md F17): it stays hidden until the server answers.
 */
function firstState(body: SessionBody, hydrating: boolean): GuardState {
  const state = startGuard(wordOf(body), monotonic());
  return hydrating ? state : advance(state, { type: 'returned_from_away' }, monotonic());
}

/** The person says they are there; the other tabs hear that something changed. */
const useStay = (ask: Ask) =>
  useCallback(async () => {
    await ask('touch');
    tellTabs();
  }, [ask]);

/** Several parts of a page may mark it; it is sensitive until the last of them is gone. */
function useSensitiveParts(dispatch: (timed: Timed) => void, setNow: (now: number) => void) {
  const parts = useRef(0);
  return useCallback(() => {
    const change = (by: number) => {
      parts.current += by;
      dispatch({ event: { type: 'page', sensitive: parts.current > 0 }, at: monotonic() });
      setNow(monotonic());
    };
    change(1);
    return () => change(-1);
  }, [dispatch, setNow]);
}

/** One at a time: what is entered next takes its place. */
function useShownOrganization(
  shown: RefObject<string | undefined>,
  dispatch: (timed: Timed) => void,
  setNow: (now: number) => void,
) {
  return useCallback(
    (seat: SeatWord | undefined) => {
      shown.current = seat?.id;
      dispatch({ event: { type: 'organization', seat }, at: monotonic() });
      setNow(monotonic());
    },
    [shown, dispatch, setNow],
  );
}

function useFirstLook(unsure: boolean, ask: Ask) {
  const wanted = useRef(unsure);
  useEffect(() => {
    if (wanted.current) void ask('look');
    wanted.current = false;
  }, [ask]);
}

/** A server render of the layout is as good as an answer. */
function useServerRender(
  initial: SessionBody,
  dispatch: (timed: Timed) => void,
  setBody: (body: SessionBody) => void,
) {
  const seen = useRef(initial);
  useEffect(() => {
    if (seen.current === initial) return;
    seen.current = initial;
    setBody(initial);
    dispatch({ event: { type: 'answered', word: wordOf(initial) }, at: monotonic() });
  }, [initial, dispatch, setBody]);
}

/**
 * Wakes at the next change of view. Asks the server before a warning begins, at a deadline, and again while it is out of reach.
 */
function useTimer(
  state: GuardState,
  now: number,
  setNow: (now: number) => void,
  ask: Ask,
  retryAfter: number,
) {
  const view = viewOf(state, now).kind;
  const shown = useRef(view);
  useEffect(() => {
    const before = shown.current;
    shown.current = view;
    // Another tab may have been used meanwhile; the server knows.
    if (before === 'quiet' && (view === 'idle_banner' || view === 'idle_dialog' || view === 'limit'))
      void ask('look');
    if (view === 'asking' && before !== 'asking') void ask('look');
  }, [view, ask]);

  useEffect(() => {
    const change = nextChangeIn(state, now);
    const early = view === 'quiet' && change !== undefined ? change - lookAheadSeconds : undefined;
    if (early !== undefined && early <= 0 && now - state.since > lookAheadSeconds) void ask('look');
    const wait = view === 'asking' || !state.reachable ? retryAfter : early && early > 0 ? early : change;
    if (wait === undefined) return;
    const timer = setTimeout(
      () => {
        setNow(monotonic());
        if (view === 'asking' || !state.reachable) void ask('look');
      },
      // Browsers cannot wait longer than about 24 days.
      Math.min(wait * 1000 + 20, 2 ** 31 - 1),
    );
    return () => clearTimeout(timer);
  }, [state, now, view, setNow, ask, retryAfter]);
}

function useOtherTabs(sessionId: string, ask: Ask) {
  useEffect(() => {
    tellTabs(sessionId);
    return hearTabs((theirs) => {
      if (theirs !== sessionId) void ask('look');
    });
  }, [sessionId, ask]);
}

/**
 * Reports typing and pointing, at most once per interval. Under the banner it does so at once, and the other tabs then hear of
 * it.
 */
function useActivity(view: GuardView['kind'], everySeconds: number, ask: Ask) {
  const reportedAt = useRef(monotonic());
  // The dialog wants an answer, and a stray click is not one.
  const counts = view === 'quiet' || view === 'idle_banner' || view === 'limit';
  const shortest = view === 'idle_banner' ? 1 : everySeconds;
  useEffect(() => {
    if (!counts) return;
    const report = () => {
      if (monotonic() - reportedAt.current < shortest) return;
      reportedAt.current = monotonic();
      void ask('touch').then(() => shortest === 1 && tellTabs());
    };
    window.addEventListener('keydown', report, { passive: true });
    window.addEventListener('pointerdown', report, { passive: true });
    return () => {
      window.removeEventListener('keydown', report);
      window.removeEventListener('pointerdown', report);
    };
  }, [shortest, counts, ask]);
}
