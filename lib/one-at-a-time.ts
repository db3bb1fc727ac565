/** Work that must not all happen at once waits its turn, first come first served; who would wait too long is told so. */

/** More work is waiting than will be done in reasonable time. The code is one that the web layer knows as "not now". */
export class TooBusy extends Error {
  readonly code = 'TOO_BUSY';
}

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

type Line = {
  /** How many pieces of work run at once. */
  readonly atOnce?: number;
  /** How many may wait; beyond that TooBusy is thrown at once. */
  readonly longest: number;
  /** Milliseconds after which a piece of work that has not begun is given up, and never begins. */
  readonly patience?: number;
};

/**
 * At most `atOnce` pieces of work run, at most `longestQueue` wait; beyond that TooBusy is thrown at once. Where a place is free,
 * a turn costs one promise: every request takes several.
 */
export function takeTurns(atOnce: number, longestQueue: number, patience?: number): Turns {
  let running = 0;
  const waiting = new Set<() => void>();
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (waiting.size >= longestQueue) throw new TooBusy('too much work is waiting');
    else await placeIn(waiting, patience);
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else running -= 1;
    }
  };
}

/** Resolves when some work has ended and its place is free. Work that has given up is never woken. */
function placeIn(waiting: Set<() => void>, patience: number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      clearTimeout(timer);
      waiting.delete(begin);
      resolve();
    };
    const giveUp = () => {
      waiting.delete(begin);
      reject(new TooBusy('its turn did not come in time'));
    };
    const timer = patience === undefined ? undefined : setTimeout(giveUp, patience);
    waiting.add(begin);
  });
}

/** One line for each key. Keys without work take no memory. */
export function takeTurnsByKey({
  atOnce = 1,
  longest,
  patience,
}: Line): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const byKey = new Map<string, { turns: Turns; users: number }>();
  return async (key, work) => {
    const entry = byKey.get(key) ?? { turns: takeTurns(atOnce, longest, patience), users: 0 };
    byKey.set(key, entry);
    entry.users += 1;
    try {
      return await entry.turns(work);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) byKey.delete(key);
    }
  };
}
