/** What an open page of an organization is told about its person's place there, and what it shows then. The server decides. Pure. */

import type { ClosedBecause } from './door';

export type SeatWord = { readonly id: string } & (
  | {
      readonly kind: 'open';
      /** Of the organization. */
      readonly name: string;
      readonly role: string;
      /** Undefined where the organization has no such limit. */
      readonly idleSecondsLeft?: number | undefined;
      readonly proofSecondsLeft?: number | undefined;
      readonly idleLead: number;
    }
  | { readonly kind: 'closed'; readonly because: ClosedBecause }
  /** They don't belong there, or there is no such organization. */
  | { readonly kind: 'gone' }
);

export type ShownSeat = {
  readonly id: string;
  /** Of the organization, as the page shows it. */
  readonly name: string;
  /** That the page was made for. */
  readonly role: string;
  readonly word: SeatWord;
  /** Seconds of a monotonic clock when the word was asked for. */
  readonly since: number;
};

/** `organization`: its name. */
export type SeatView = { readonly organization: string } & (
  | /** Proof brings the page back. */ {
      readonly kind: 'put_away';
      readonly because: Exclude<ClosedBecause, 'deleted' | 'second_factor'>;
    }
  | /** It takes more than proof: another role, a second factor, or nothing helps. */ {
      readonly kind: 'seat_changed';
      readonly because: 'gone' | 'deleted' | 'role' | 'second_factor';
      /** The new one. */
      readonly role?: string;
    }
);

/** The page that is shown now is of this organization, as the server rendered it. */
export const shownSeat = (word: SeatWord | undefined, now: number): ShownSeat | undefined =>
  word?.kind === 'open' ? { id: word.id, name: word.name, role: word.role, word, since: now } : undefined;

/** An answer about another organization was asked for by a page that is gone. */
export const heardSeat = (
  seat: ShownSeat | undefined,
  word: SeatWord | undefined,
  now: number,
): ShownSeat | undefined => (seat && word?.id === seat.id ? { ...seat, word, since: now } : seat);

/** Undefined while the page may be shown. */
export function viewOfSeat(seat: ShownSeat | undefined): SeatView | undefined {
  if (!seat) return undefined;
  const { word, role, name: organization } = seat;
  if (word.kind === 'gone') return { kind: 'seat_changed', because: 'gone', organization };
  if (word.kind === 'open')
    return word.role === role
      ? undefined
      : { kind: 'seat_changed', because: 'role', organization, role: word.role };
  const { because } = word;
  return because === 'deleted' || because === 'second_factor'
    ? { kind: 'seat_changed', because, organization }
    : { kind: 'put_away', because, organization };
}

/** Seconds until the organization's own limits put the page away; infinite where it has none. */
export function leftOfSeat(seat: ShownSeat | undefined, now: number): { idle: number; proof: number } {
  const none = Number.POSITIVE_INFINITY;
  if (seat?.word.kind !== 'open') return { idle: none, proof: none };
  const { idleSecondsLeft = none, proofSecondsLeft = none } = seat.word;
  const gone = now - seat.since;
  return { idle: idleSecondsLeft - gone, proof: proofSecondsLeft - gone };
}
