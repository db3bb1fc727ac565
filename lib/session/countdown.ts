/** What the guard in the browser shows: a pure state machine. The server decides; this only counts down to asking it again. */

import type { EndReason } from './reasons';
import {
  heardSeat,
  leftOfSeat,
  type SeatView,
  type SeatWord,
  type ShownSeat,
  shownSeat,
  viewOfSeat,
} from './seat-word';

/** The server's word about the session, in seconds left. */
export type ServerWord = {
  readonly userId: string;
  readonly sessionId: string;
  readonly idleSecondsLeft: number;
  readonly absoluteSecondsLeft: number;
  /** Zero: no idle warning is given. */
  readonly idleLead: number;
  readonly absoluteLead: number;
  /** Until a sensitive page is put away; zero when it has to be. */
  readonly sensitiveSecondsLeft: number;
  readonly sensitiveLead: number;
  /** Of the organization that was asked about. */
  readonly seat?: SeatWord | undefined;
};

/** Why the session ended, from which device where another one did it, and when (ISO). */
export type EndWord = {
  readonly reason: EndReason | undefined;
  readonly from?: string;
  readonly at?: string;
};

export type GuardEvent =
  | { readonly type: 'answered'; readonly word: ServerWord }
  | ({ readonly type: 'ended' } & EndWord)
  | { readonly type: 'unreachable' }
  /** The page that is shown now is sensitive, or is not. */
  | { readonly type: 'page'; readonly sensitive: boolean }
  /** It is one of this organization, or of none. */
  | { readonly type: 'organization'; readonly seat: SeatWord | undefined }
  /** The page may have been away: asleep, or in the back/forward cache. Nothing is shown until the server has spoken. */
  | { readonly type: 'returned_from_away' };

export type GuardState = {
  readonly word: ServerWord;
  /** Seconds of a monotonic clock when `word` was asked for. */
  readonly since: number;
  readonly reachable: boolean;
  readonly unsure: boolean;
  /** When the page was last away: answers to questions from before do not count. */
  readonly awayAt?: number;
  readonly locked?: EndWord;
  /** The page lives under the shorter idle time of sensitive pages. */
  readonly sensitive?: boolean;
  /** The organization that the page shows. */
  readonly seat?: ShownSeat | undefined;
  /** Someone else is signed in here now. */
  readonly taken?: boolean;
};

export type GuardView =
  | { readonly kind: 'quiet' }
  /** `page`: the session does not end then; the page is put away. */
  | { readonly kind: 'idle_banner'; readonly secondsLeft: number; readonly page?: true }
  | { readonly kind: 'idle_dialog'; readonly secondsLeft: number; readonly page?: true }
  /** The page waits for proof; the session lives on. `because`: of its organization's own rules. */
  | { readonly kind: 'put_away' }
  | SeatView
  | { readonly kind: 'limit'; readonly secondsLeft: number }
  /** Hidden until the server answers. */
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'locked' } & EndWord)
  | { readonly kind: 'taken' };

/** WCAG 2.2.1: never under twenty seconds to answer. */
const shortestDialog = 20;

export const startGuard = (word: ServerWord, now: number): GuardState => ({
  word,
  since: now,
  reachable: true,
  unsure: false,
});

/** `now` is the monotonic time at which the question was sent, so that a slow answer never counts as time left. */
export function advance(state: GuardState, event: GuardEvent, now: number): GuardState {
  switch (event.type) {
    case 'answered':
      if (state.unsure && now < (state.awayAt ?? now)) return state;
      // Once taken, the page belongs to someone who is gone: only loading it again helps.
      if (state.taken || event.word.userId !== state.word.userId)
        return { ...state, taken: true, unsure: false };
      return {
        ...startGuard(event.word, now),
        ...(state.sensitive && { sensitive: true }),
        ...(state.seat && { seat: heardSeat(state.seat, event.word.seat, now) }),
      };
    case 'ended': {
      const { type: _type, ...word } = event;
      // A later answer without a reason, from a browser without a cookie, does not take the first one away.
      const locked = word.reason || !state.locked ? word : state.locked;
      return { ...state, reachable: true, unsure: false, locked };
    }
    case 'page':
      return { ...state, sensitive: event.sensitive };
    case 'organization':
      return { ...state, seat: shownSeat(event.seat, now) };
    case 'unreachable':
      return { ...state, reachable: false };
    case 'returned_from_away':
      return { ...state, unsure: true, awayAt: now };
  }
}

const left = (state: GuardState, now: number) => ({
  idle: state.word.idleSecondsLeft - (now - state.since),
  absolute: state.word.absoluteSecondsLeft - (now - state.since),
  page: state.sensitive ? state.word.sensitiveSecondsLeft - (now - state.since) : Number.POSITIVE_INFINITY,
  seat: leftOfSeat(state.seat, now),
});

/** A short lead has no banner: the dialog gets its twenty seconds first. */
const dialogLead = (lead: number) => Math.min(lead, Math.max(shortestDialog, lead / 2));

export function viewOf(state: GuardState, now: number): GuardView {
  if (state.taken) return { kind: 'taken' };
  if (state.locked) return { kind: 'locked', ...state.locked };
  const { idle, absolute, page, seat } = left(state, now);
  if (state.unsure || idle <= 0 || absolute <= 0) return { kind: 'asking' };
  const closed = viewOfSeat(state.seat);
  if (closed) return closed;
  if (seat.idle <= 0 || seat.proof <= 0) return { kind: 'asking' };
  // Only the server says that the page's time is over: another tab may have been used.
  if (page <= 0) return state.word.sensitiveSecondsLeft <= 0 ? { kind: 'put_away' } : { kind: 'asking' };
  return warningOf(state, { idle, absolute, page, seat });
}

/** Of limits that are near, the nearest is the one to speak of: staying active helps only while it is no other. */
function warningOf(
  { word, seat }: GuardState,
  { idle, absolute, page, seat: own }: ReturnType<typeof left>,
): GuardView {
  const { idleLead, absoluteLead, sensitiveLead } = word;
  const ownLead = seat?.word.kind === 'open' ? seat.word.idleLead : 0;
  if (page <= sensitiveLead && page < Math.min(idle, absolute, own.idle))
    return { ...idleWarning(page, sensitiveLead), page: true };
  if (own.idle <= ownLead && own.idle < Math.min(idle, absolute))
    return { ...idleWarning(own.idle, ownLead), page: true };
  if (idle <= idleLead && idle < absolute) return idleWarning(idle, idleLead);
  return absolute <= absoluteLead ? { kind: 'limit', secondsLeft: absolute } : { kind: 'quiet' };
}

const idleWarning = (secondsLeft: number, lead: number) => ({
  kind: secondsLeft <= dialogLead(lead) ? ('idle_dialog' as const) : ('idle_banner' as const),
  secondsLeft,
});

/** Whether the page's content may be in the DOM. */
export const showsWarning = (view: GuardView) =>
  !['asking', 'put_away', 'seat_changed', 'locked', 'taken'].includes(view.kind);

/** Seconds until `viewOf` says something new; undefined when only an event can change it. */
export function nextChangeIn(state: GuardState, now: number): number | undefined {
  const view = viewOf(state, now);
  if (view.kind === 'quiet') {
    const { idle, absolute, page, seat } = left(state, now);
    const { idleLead, absoluteLead, sensitiveLead } = state.word;
    const ownLead = state.seat?.word.kind === 'open' ? state.seat.word.idleLead : 0;
    const own = [seat.idle, seat.proof, seat.idle - ownLead];
    const ahead = [
      idle,
      absolute,
      page,
      idle - idleLead,
      absolute - absoluteLead,
      page - sensitiveLead,
      ...own,
    ];
    return Math.min(...ahead.filter((seconds) => seconds > 0));
  }
  if ('secondsLeft' in view) return view.secondsLeft % 1 || 1;
  // The session's own end comes, whatever is shown of the page.
  if (view.kind === 'put_away' || view.kind === 'seat_changed') {
    const { idle, absolute } = left(state, now);
    return Math.min(idle, absolute);
  }
  return undefined;
}

const announced = [300, 240, 180, 120, 90, 60, 45, 30, 20, 10];

/** The step to say aloud, so that a screen reader hears a few sentences and not one each second. */
export const announcedStep = (secondsLeft: number): number => {
  const passed = announced.filter((step) => secondsLeft <= step);
  return passed.at(-1) ?? Math.ceil(secondsLeft / 60) * 60;
};
