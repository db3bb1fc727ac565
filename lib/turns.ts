/** Work that must not all happen at once waits its turn, first come first served; who would wait too long is told so. */

import limit from 'p-limit';

/** More work is waiting than will be done in reasonable time. The code is one that the web layer knows as "not now". */
export class TooBusy extends Error {
  readonly code = 'TOO_BUSY';
}

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `atOnce` pieces of work run, at most `longestQueue` wait; beyond that TooBusy is thrown at once. */
export function takeTurns(atOnce: number, longestQueue: number): Turns {
  const turns = limit(atOnce);
  return async (work) => {
    if (turns.pendingCount >= longestQueue) throw new TooBusy('too much work is waiting');
    return turns(work);
  };
}

/** One at a time for each key. Keys without work take no memory. */
export function takeTurnsByKey(longestQueue: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const byKey = new Map<string, { turns: Turns; users: number }>();
  return async (key, work) => {
    const entry = byKey.get(key) ?? { turns: takeTurns(1, longestQueue), users: 0 };
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
