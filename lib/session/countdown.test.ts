import { describe, expect, test } from 'vitest';
import {
  advance,
  type GuardEvent,
  type GuardState,
  type ServerWord,
  showsWarning,
  startGuard,
  viewOf,
} from './countdown';

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
const asked = 1000;
const guard = (change: Partial<ServerWord> = {}) => startGuard({ ...word, ...change }, asked);
const view = (change: Partial<ServerWord>) => viewOf(guard(change), asked);
const heard = (state: GuardState, ...events: GuardEvent[]) =>
  events.reduce((before, event) => advance(before, event, asked), state);

describe('before the idle limit', () => {
  test.each([
    [121, 'quiet'],
    [120.001, 'quiet'],
    [120, 'idle_banner'],
    [119, 'idle_banner'],
    [61, 'idle_banner'],
    [60, 'idle_dialog'],
    [59, 'idle_dialog'],
    [1, 'idle_dialog'],
    [0.001, 'idle_dialog'],
    [0, 'asking'],
    [-1, 'asking'],
  ])('with %d s left of a lead of 120 s the page is %s', (idleSecondsLeft, kind) => {
    expect(view({ idleSecondsLeft }).kind).toBe(kind);
  });

  test('the banner becomes a dialog at half the lead, and there are never under 20 s to answer it', () => {
    const dialogFrom = (idleLead: number) =>
      [...Array(400).keys()]
        .reverse()
        .find((idleSecondsLeft) => view({ idleLead, idleSecondsLeft }).kind === 'idle_dialog');
    expect([120, 60, 41, 40, 39, 30, 20].map(dialogFrom)).toEqual([60, 30, 20, 20, 20, 20, 20]);
  });

  test('a lead of 20 s has no banner', () => {
    expect(view({ idleLead: 20, idleSecondsLeft: 20 }).kind).toBe('idle_dialog');
    expect(view({ idleLead: 20, idleSecondsLeft: 20.5 }).kind).toBe('quiet');
  });

  test('it counts down with the monotonic clock from the moment of the question', () => {
    expect(viewOf(guard(), asked + 1679)).toEqual({ kind: 'quiet' });
    expect(viewOf(guard(), asked + 1680)).toEqual({ kind: 'idle_banner', secondsLeft: 120 });
    expect(viewOf(guard(), asked + 1740)).toEqual({ kind: 'idle_dialog', secondsLeft: 60 });
    expect(viewOf(guard(), asked + 1800)).toEqual({ kind: 'asking' });
  });
});

describe('a remembered session', () => {
  test.each([300_000, 120, 1, 0.001])('has no idle warning with %d s left', (idleSecondsLeft) => {
    expect(view({ idleLead: 0, idleSecondsLeft }).kind).toBe('quiet');
  });

  test('asks the server at its end', () => {
    expect(view({ idleLead: 0, idleSecondsLeft: 0 }).kind).toBe('asking');
  });
});

describe('before the absolute limit', () => {
  test.each([
    [301, 'quiet'],
    [300, 'limit'],
    [299, 'limit'],
    [0.001, 'limit'],
    [0, 'asking'],
  ])('with %d s left the page is %s', (absoluteSecondsLeft, kind) => {
    expect(view({ absoluteSecondsLeft }).kind).toBe(kind);
  });

  test('the nearer limit is the one that is spoken of', () => {
    expect(view({ idleSecondsLeft: 100, absoluteSecondsLeft: 101 }).kind).toBe('idle_banner');
    expect(view({ idleSecondsLeft: 100, absoluteSecondsLeft: 100 })).toEqual({
      kind: 'limit',
      secondsLeft: 100,
    });
    expect(view({ idleSecondsLeft: 100, absoluteSecondsLeft: 99 })).toEqual({
      kind: 'limit',
      secondsLeft: 99,
    });
  });
});

describe('what the server says', () => {
  test('starts the count again from the moment of the question', () => {
    const state = advance(guard({ idleSecondsLeft: 5 }), { type: 'answered', word }, 2000);
    expect(state).toEqual({ word, since: 2000, reachable: true, unsure: false });
  });

  test('that the session ended locks the page with the reason', () => {
    const state = heard(guard(), { type: 'ended', reason: 'revoked_by_user' });
    expect(viewOf(state, asked)).toEqual({ kind: 'locked', reason: 'revoked_by_user' });
  });

  test('a second word without a reason keeps the first reason', () => {
    const state = heard(
      guard(),
      { type: 'ended', reason: 'idle_timeout' },
      { type: 'ended', reason: undefined },
    );
    expect(viewOf(state, asked)).toEqual({ kind: 'locked', reason: 'idle_timeout' });
  });

  test('with the device that ended it and when, locks the page with both', () => {
    const end = { reason: 'revoked_by_user', from: 'Firefox on Linux', at: '2026-11-21T12:00:00Z' } as const;
    const state = heard(guard(), { type: 'ended', ...end });
    expect(state.locked).toEqual(end);
    expect(viewOf(state, asked)).toEqual({ kind: 'locked', ...end });
  });

  test('a second word without a reason keeps device and time, one with a reason replaces all of it', () => {
    const first = {
      reason: 'revoked_by_user',
      from: 'Firefox on Linux',
      at: '2026-11-21T12:00:00Z',
    } as const;
    const locked = heard(guard(), { type: 'ended', ...first });
    const empty: GuardEvent = { type: 'ended', reason: undefined, from: 'nobody', at: 'never' };
    expect(viewOf(heard(locked, empty), asked)).toEqual({ kind: 'locked', ...first });
    const second: GuardEvent = { type: 'ended', reason: 'idle_timeout' };
    expect(viewOf(heard(locked, second), asked)).toEqual({ kind: 'locked', reason: 'idle_timeout' });
  });

  test('a first word without a reason gives way to one that has it', () => {
    const state = heard(guard(), { type: 'ended', reason: undefined });
    expect(viewOf(state, asked)).toEqual({ kind: 'locked', reason: undefined });
    const told = heard(state, { type: 'ended', reason: 'signed_out' });
    expect(viewOf(told, asked)).toEqual({ kind: 'locked', reason: 'signed_out' });
  });

  test('about the same person after a lock opens the page again', () => {
    const back = { ...word, sessionId: 's2' };
    const state = heard(guard(), { type: 'ended', reason: 'idle_timeout' }, { type: 'answered', word: back });
    expect(viewOf(state, asked)).toEqual({ kind: 'quiet' });
    expect(state.word.sessionId).toBe('s2');
  });

  test('about somebody else takes the page, and nothing gives it back', () => {
    const other: GuardEvent = { type: 'answered', word: { ...word, userId: 'grace' } };
    const events: GuardEvent[] = [
      { type: 'answered', word },
      { type: 'ended', reason: 'signed_out' },
      { type: 'unreachable' },
      { type: 'returned_from_away' },
    ];
    expect(viewOf(heard(guard(), other), asked)).toEqual({ kind: 'taken' });
    for (const event of events)
      expect(viewOf(heard(guard(), other, event), asked)).toEqual({ kind: 'taken' });
    expect(viewOf(heard(guard(), { type: 'ended', reason: 'signed_out' }, other), asked).kind).toBe('taken');
  });
});

describe('a server that cannot be reached', () => {
  const lost = heard(guard(), { type: 'unreachable' });

  test('locks nothing and counts on', () => {
    expect(lost.reachable).toBe(false);
    expect(viewOf(lost, asked)).toEqual({ kind: 'quiet' });
    expect(viewOf(lost, asked + 1700)).toEqual({ kind: 'idle_banner', secondsLeft: 100 });
  });

  test('still locks nothing when the time is up: the page is hidden and asks', () => {
    for (const late of [1800, 43_200, 1e9]) expect(viewOf(lost, asked + late)).toEqual({ kind: 'asking' });
  });

  test('is reachable again with its next word', () => {
    expect(heard(lost, { type: 'answered', word }).reachable).toBe(true);
    expect(heard(lost, { type: 'ended', reason: undefined }).reachable).toBe(true);
  });
});

describe('coming back from away', () => {
  const back = heard(guard(), { type: 'returned_from_away' });

  test('hides the page until the server has spoken', () => {
    expect(viewOf(back, asked)).toEqual({ kind: 'asking' });
    expect(viewOf(heard(back, { type: 'unreachable' }), asked)).toEqual({ kind: 'asking' });
  });

  test('shows it after its answer, and locks it after its end', () => {
    expect(viewOf(heard(back, { type: 'answered', word }), asked).kind).toBe('quiet');
    expect(viewOf(heard(back, { type: 'ended', reason: 'idle_timeout' }), asked).kind).toBe('locked');
    expect(heard(back, { type: 'ended', reason: 'idle_timeout' }).unsure).toBe(false);
  });

  test('does not open what was locked', () => {
    const locked = heard(guard(), { type: 'ended', reason: 'signed_out' });
    expect(viewOf(heard(locked, { type: 'returned_from_away' }), asked).kind).toBe('locked');
  });
});

test('content is in the page in all views but three', () => {
  const at = { secondsLeft: 1 };
  expect([{ kind: 'quiet' as const }, { kind: 'limit' as const, ...at }].every(showsWarning)).toBe(true);
  expect(showsWarning({ kind: 'idle_banner', ...at }) && showsWarning({ kind: 'idle_dialog', ...at })).toBe(
    true,
  );
  expect(showsWarning({ kind: 'asking' }) || showsWarning({ kind: 'taken' })).toBe(false);
  expect(showsWarning({ kind: 'locked', reason: undefined })).toBe(false);
});
