/** Work that must not all happen at once waits its turn, first come first served; who would wait too long is told so. */

import limit from 'p-limit';

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

/** At most `atOnce` pieces of work run, at most `longestQueue` wait; beyond that TooBusy is thrown at once. */
export function takeTurns(atOnce: number, longestQueue: number, patience?: number): Turns {
  const turns = limit(atOnce);
  return async (work) => {
    if (turns.pendingCount >= longestQueue) throw new TooBusy('too much work is waiting');
    if (patience === undefined || turns.activeCount < atOnce) return turns(work);
    return turnWithin(patience, turns, work);
  };
}

function turnWithin<T>(patience: number, turns: Turns, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new TooBusy('its turn did not come in time'));
    }, patience);
    const begin = async () => {
      clearTimeout(timer);
      if (!late) resolve(await work());
    };
    turns(begin).catch(reject);
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
