import { describe, expect, test } from 'vitest';
import { advance, nextChangeIn, type ServerWord, showsWarning, startGuard, viewOf } from './countdown';

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
const guard = (change: Partial<ServerWord> = {}, sensitive = true) =>
  advance(startGuard({ ...word, ...change }, asked), { type: 'page', sensitive }, asked);
const view = (change: Partial<ServerWord>, sensitive = true) => viewOf(guard(change, sensitive), asked);

describe('on a sensitive page', () => {
  test.each([
    [121, 'quiet'],
    [120, 'idle_banner'],
    [119, 'idle_banner'],
    [61, 'idle_banner'],
    [60, 'idle_dialog'],
    [59, 'idle_dialog'],
    [1, 'idle_dialog'],
    [0, 'put_away'],
  ])('with %d s of its window left it is %s', (sensitiveSecondsLeft, kind) => {
    expect(view({ sensitiveSecondsLeft }).kind).toBe(kind);
  });

  test('the warning is of the page and not of the session', () => {
    expect(view({ sensitiveSecondsLeft: 100 })).toEqual({
      kind: 'idle_banner',
      secondsLeft: 100,
      page: true,
    });
    expect(view({ sensitiveSecondsLeft: 50 })).toEqual({ kind: 'idle_dialog', secondsLeft: 50, page: true });
  });

  test('a remembered session warns of the page as well', () => {
    expect(view({ idleLead: 0, sensitiveSecondsLeft: 100 })).toMatchObject({
      kind: 'idle_banner',
      page: true,
    });
  });

  test('when its time has gone by here, the server is asked before anything is put away', () => {
    expect(viewOf(guard(), asked + 599).kind).toBe('idle_dialog');
    expect(viewOf(guard(), asked + 600).kind).toBe('asking');
    const told = advance(
      guard(),
      { type: 'answered', word: { ...word, sensitiveSecondsLeft: 0 } },
      asked + 600,
    );
    expect(viewOf(told, asked + 600)).toEqual({ kind: 'put_away' });
    const used = advance(guard(), { type: 'answered', word }, asked + 600);
    expect(viewOf(used, asked + 600)).toEqual({ kind: 'quiet' });
  });

  test('proof brings it back: the next word of the server has time left', () => {
    const away = guard({ sensitiveSecondsLeft: 0 });
    expect(viewOf(advance(away, { type: 'answered', word }, asked), asked)).toEqual({ kind: 'quiet' });
  });

  test('what is put away is not in the page', () => {
    expect(showsWarning({ kind: 'put_away' })).toBe(false);
  });
});

describe('the nearer limit is the one that is spoken of', () => {
  test.each([
    [
      'the session’s idle limit at the same moment',
      { idleSecondsLeft: 100, sensitiveSecondsLeft: 100 },
      'idle_banner',
    ],
    ['its absolute limit nearer', { absoluteSecondsLeft: 90, sensitiveSecondsLeft: 100 }, 'limit'],
  ])('%s', (_which, change, kind) => {
    const shown = view(change);
    expect(shown.kind).toBe(kind);
    expect(shown).not.toHaveProperty('page');
  });

  test('a session that may be over is asked about, whatever became of the page', () => {
    expect(view({ idleSecondsLeft: 0, sensitiveSecondsLeft: 0 }).kind).toBe('asking');
    expect(view({ absoluteSecondsLeft: 0, sensitiveSecondsLeft: 0 }).kind).toBe('asking');
  });

  test('an ended session is locked, somebody else’s is taken', () => {
    const away = guard({ sensitiveSecondsLeft: 0 });
    const ended = advance(away, { type: 'ended', reason: 'idle_timeout' }, asked);
    expect(viewOf(ended, asked).kind).toBe('locked');
    const taken = advance(away, { type: 'answered', word: { ...word, userId: 'grace' } }, asked);
    expect(viewOf(taken, asked).kind).toBe('taken');
  });
});

describe('on every other page', () => {
  test.each([120, 1, 0])('the window means nothing, with %d s of it left', (sensitiveSecondsLeft) => {
    expect(view({ sensitiveSecondsLeft }, false)).toEqual({ kind: 'quiet' });
    expect(viewOf(startGuard({ ...word, sensitiveSecondsLeft }, asked), asked)).toEqual({ kind: 'quiet' });
  });

  test('leaving the sensitive page brings the content back at once', () => {
    const away = guard({ sensitiveSecondsLeft: 0 });
    expect(viewOf(advance(away, { type: 'page', sensitive: false }, asked), asked)).toEqual({
      kind: 'quiet',
    });
  });
});

test('the server’s answers, an end and a return from away do not make a sensitive page normal', () => {
  const returned = advance(guard(), { type: 'returned_from_away' }, asked);
  const ended = advance(returned, { type: 'ended', reason: 'idle_timeout' }, asked);
  const back = advance(ended, { type: 'answered', word: { ...word, sensitiveSecondsLeft: 50 } }, asked);
  expect(viewOf(back, asked)).toMatchObject({ kind: 'idle_dialog', page: true });
});

describe('the next change of view on a sensitive page', () => {
  test.each([
    ['the warning of the page', {}, 480],
    ['the session’s own warning, when that is nearer', { idleSecondsLeft: 590 }, 470],
    ['put away: the session’s own end', { sensitiveSecondsLeft: 0 }, 1800],
    ['put away, with the absolute limit nearer', { sensitiveSecondsLeft: 0, absoluteSecondsLeft: 700 }, 700],
    ['counting', { sensitiveSecondsLeft: 100.5 }, 0.5],
  ])('is %s', (_what, change, seconds) => {
    expect(nextChangeIn(guard(change), asked)).toBe(seconds);
  });
});
