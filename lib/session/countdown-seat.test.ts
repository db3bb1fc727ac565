import { describe, expect, test } from 'vitest';
import { advance, type GuardState, nextChangeIn, type ServerWord, startGuard, viewOf } from './countdown';
import type { SeatWord } from './seat-word';

const word: ServerWord = {
  userId: 'ada',
  sessionId: 's1',
  idleSecondsLeft: 1800,
  absoluteSecondsLeft: 43_200,
  idleLead: 120,
  absoluteLead: 300,
  sensitiveSecondsLeft: 600,
  sensitiveLead: 120,
};
const acme = {
  id: 'acme',
  kind: 'open',
  name: 'Acme',
  role: 'member',
  idleLead: 120,
} as const satisfies SeatWord;
const at = 1000;
const shows = (seat: SeatWord | undefined, state: GuardState = startGuard(word, at)) =>
  advance(state, { type: 'organization', seat }, at);
const hears = (seat: SeatWord | undefined, state = shows(acme), now = at) =>
  advance(state, { type: 'answered', word: { ...word, seat } }, now);

describe('a page of an organization', () => {
  test('is shown while its person has the role that it was made for', () => {
    expect(viewOf(hears(acme), at)).toEqual({ kind: 'quiet' });
  });

  test.each([
    ['gone', { id: 'acme', kind: 'gone' }],
    ['deleted', { id: 'acme', kind: 'closed', because: 'deleted' }],
    ['second_factor', { id: 'acme', kind: 'closed', because: 'second_factor' }],
    ['role', { ...acme, role: 'admin' }],
  ] as const)('is locked with words about %s', (because, seat) => {
    expect(viewOf(hears(seat), at)).toMatchObject({ kind: 'seat_changed', because, organization: 'Acme' });
  });

  test.each(['everyone_out', 'idle', 'absolute', 'weak_proof'] as const)(
    'waits for proof because of %s, and comes back with it',
    (because) => {
      const away = hears({ id: 'acme', kind: 'closed', because });
      expect(viewOf(away, at)).toEqual({ kind: 'put_away', because, organization: 'Acme' });
      expect(viewOf(hears(acme, away), at)).toEqual({ kind: 'quiet' });
    },
  );

  test('goes on with the new role once the server has rendered it', () => {
    const changed = hears({ ...acme, role: 'admin' });
    expect(viewOf(shows({ ...acme, role: 'admin' }, changed), at)).toEqual({ kind: 'quiet' });
  });

  test('is not concerned by another organization, nor by an answer that was asked for before it', () => {
    expect(viewOf(hears({ id: 'harbour', kind: 'gone' }), at)).toEqual({ kind: 'quiet' });
    const away = hears({ id: 'acme', kind: 'gone' });
    expect(viewOf(hears(undefined, away), at).kind).toBe('seat_changed');
  });

  test('takes the lock along with it when it goes', () => {
    expect(viewOf(shows(undefined, hears({ id: 'acme', kind: 'gone' })), at)).toEqual({ kind: 'quiet' });
  });

  test('gives way to the end of the session itself', () => {
    const ended = advance(hears({ id: 'acme', kind: 'gone' }), { type: 'ended', reason: 'signed_out' }, at);
    expect(viewOf(ended, at).kind).toBe('locked');
  });
});

describe("an organization's own idle limit", () => {
  const own = { ...acme, idleSecondsLeft: 900, idleLead: 120 };
  test.each([
    [779, 'quiet'],
    [780, 'idle_banner'],
    [839, 'idle_banner'],
    [840, 'idle_dialog'],
    [899, 'idle_dialog'],
    [900, 'asking'],
  ])('after %d s without activity it is %s', (gone, kind) => {
    expect(viewOf(shows(own), at + gone).kind).toBe(kind);
  });

  test('warns of the page and not of the session, and wakes when it begins', () => {
    expect(viewOf(shows(own), at + 800)).toEqual({ kind: 'idle_banner', secondsLeft: 100, page: true });
    expect(nextChangeIn(shows(own), at)).toBe(780);
  });

  test('longer than what the session has left, it is the session that is warned of', () => {
    const near = startGuard({ ...word, idleSecondsLeft: 100 }, at);
    expect(viewOf(shows(own, near), at)).toEqual({ kind: 'idle_banner', secondsLeft: 100 });
  });
});

test('where proof counts for a while only, the server is asked when that is over', () => {
  const own = shows({ ...acme, proofSecondsLeft: 600 });
  expect(viewOf(own, at + 599).kind).toBe('quiet');
  expect(nextChangeIn(own, at)).toBe(600);
  expect(viewOf(own, at + 600).kind).toBe('asking');
});
