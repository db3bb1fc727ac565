import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, announcedStep, type GuardState, nextChangeIn, startGuard, viewOf } from './countdown';

const word = {
  userId: 'ada',
  sessionId: 's1',
  idleSecondsLeft: 1800,
  absoluteSecondsLeft: 43_200,
  idleLead: 120,
  absoluteLead: 300,
  sensitiveSecondsLeft: 600,
  sensitiveLead: 120,
};

describe('the next change of view', () => {
  test.each([
    ['quiet, with the idle warning ahead', {}, 1680],
    ['quiet, with the absolute warning nearer', { absoluteSecondsLeft: 400 }, 100],
    ['quiet, remembered: the end itself', { idleLead: 0, idleSecondsLeft: 500 }, 500],
    ['quiet, at the limits of both warnings but one', { idleSecondsLeft: 300, absoluteSecondsLeft: 301 }, 1],
    [
      'quiet, inside the idle lead with the absolute end nearer',
      { idleSecondsLeft: 100, absoluteSecondsLeft: 90, absoluteLead: 60 },
      30,
    ],
    [
      'quiet, exactly at the idle lead with the absolute end nearer',
      { idleSecondsLeft: 120, absoluteSecondsLeft: 110, absoluteLead: 60 },
      50,
    ],
    ['counting, at a whole second', { idleSecondsLeft: 100 }, 1],
    ['counting, between seconds', { idleSecondsLeft: 100.25 }, 0.25],
    ['counting to the absolute limit', { absoluteSecondsLeft: 200.5 }, 0.5],
  ])('%s, is in %o s', (_when, change, seconds) => {
    expect(nextChangeIn(startGuard({ ...word, ...change }, 7), 7)).toBe(seconds);
  });

  test('is not of time where only the server or the person can change the view', () => {
    const state = startGuard(word, 0);
    const other = { ...word, userId: 'grace' };
    expect(nextChangeIn(state, 1800)).toBeUndefined();
    expect(nextChangeIn(advance(state, { type: 'ended', reason: 'signed_out' }, 0), 0)).toBeUndefined();
    expect(nextChangeIn(advance(state, { type: 'answered', word: other }, 0), 0)).toBeUndefined();
    expect(nextChangeIn(advance(state, { type: 'returned_from_away' }, 0), 0)).toBeUndefined();
  });
});

/** Any word of a server whose absolute warning begins no later than its idle one, which is what the default policy gives. */
const wordsWith = (shortestAbsoluteLead: number) =>
  fc
    .record({
      idleSecondsLeft: fc.integer({ min: 1, max: 4000 }),
      absoluteSecondsLeft: fc.integer({ min: 1, max: 9000 }),
      idleLead: fc.constantFrom(0, 20, 30, 60, 120, 300),
      absoluteLead: fc.integer({ min: shortestAbsoluteLead, max: 900 }),
    })
    .map((change) => ({ ...word, ...change }));
const words = wordsWith(300);
/** Its absolute warning may also begin later: a policy may say so. */
const anyWords = wordsWith(1);

/** Follows the timer as the browser does, 20 ms late each time, until only an event can change the view. */
function followTimer(state: GuardState): { kinds: string[]; wakes: number; endedAt: number } {
  let now = state.since;
  const kinds: string[] = [];
  for (let wakes = 0; ; wakes++) {
    const view = viewOf(state, now);
    if (kinds.at(-1) !== view.kind) kinds.push(view.kind);
    const wait = nextChangeIn(state, now);
    if (wait === undefined || wakes > 20_000) return { kinds, wakes, endedAt: now };
    now += wait + 0.02;
  }
}

test('each wake changes the view or makes the countdown smaller', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 0, max: 9000 }), (given, elapsed) => {
      const state = startGuard(given, 0);
      const wait = nextChangeIn(state, elapsed);
      if (wait === undefined) {
        expect(viewOf(state, elapsed).kind).toBe('asking');
        return;
      }
      expect(wait).toBeGreaterThan(0);
      const [before, after] = [viewOf(state, elapsed), viewOf(state, elapsed + wait)];
      const smaller =
        'secondsLeft' in before && 'secondsLeft' in after && after.secondsLeft < before.secondsLeft;
      expect(after.kind !== before.kind || smaller).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whatever the server said, a wake is never due at once, and none is skipped', () => {
  fc.assert(
    fc.property(anyWords, fc.integer({ min: 0, max: 9000 }), (given, elapsed) => {
      const state = startGuard(given, 0);
      const wait = nextChangeIn(state, elapsed);
      expect(wait === undefined).toBe(viewOf(state, elapsed).kind === 'asking');
      if (wait === undefined) return;
      expect(wait).toBeGreaterThan(0);
      const kind = viewOf(state, elapsed).kind;
      for (const share of [0.01, 0.5, 0.99])
        if (kind === 'quiet') expect(viewOf(state, elapsed + wait * share).kind).toBe('quiet');
    }),
    { numRuns: 500 },
  );
});

test('whatever the server said, the timer arrives at asking it, at the nearer limit and without spinning', () => {
  fc.assert(
    fc.property(anyWords, (given) => {
      const { kinds, wakes, endedAt } = followTimer(startGuard(given, 0));
      const nearer = Math.min(given.idleSecondsLeft, given.absoluteSecondsLeft);
      expect(kinds.at(-1)).toBe('asking');
      expect(endedAt).toBeGreaterThanOrEqual(nearer);
      expect(endedAt).toBeLessThan(nearer + 2);
      expect(wakes).toBeLessThan(1000);
    }),
    { numRuns: 50 },
  );
});

test('by default the page goes from quiet through banner and dialog to asking', () => {
  expect(followTimer(startGuard(word, 0)).kinds).toEqual(['quiet', 'idle_banner', 'idle_dialog', 'asking']);
});

test.each([
  [3601, 3660],
  [900, 900],
  [361, 420],
  [360, 360],
  [300.5, 360],
  [300, 300],
  [241, 300],
  [240, 240],
  [181, 240],
  [180, 180],
  [121, 180],
  [120, 120],
  [91, 120],
  [90, 90],
  [61, 90],
  [60, 60],
  [46, 60],
  [45, 45],
  [31, 45],
  [30, 30],
  [21, 30],
  [20, 20],
  [11, 20],
  [10, 10],
  [1, 10],
  [0, 10],
])('with %d s left the step said aloud is %d', (left, step) => {
  expect(announcedStep(left)).toBe(step);
});

test('over the whole default warning a screen reader hears ten sentences', () => {
  const said = new Set(Array.from({ length: 300 }, (_, n) => announcedStep(300 - n)));
  expect([...said]).toEqual([300, 240, 180, 120, 90, 60, 45, 30, 20, 10]);
});

test('over a longer one it hears a sentence a minute before those', () => {
  const said = new Set(Array.from({ length: 300 }, (_, n) => announcedStep(600 - n)));
  expect([...said]).toEqual([600, 540, 480, 420, 360]);
});
