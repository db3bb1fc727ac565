/** What one request does, as a whole: given up after a while, and then it changes nothing any more. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { isStoreFault, wasCutOff, withinPatience } from './store-fault';

class GivenUp extends Error {
  readonly code = 'GIVEN_UP';
}

class Deed {
  private over = false;
  private commits = 0;
  private underWay = 0;

  /** Before each statement and each transaction, and once more before a commit: throws where nobody waits for it any more. */
  goOn(): void {
    if (this.over) throw new GivenUp('nobody waits for this any more');
  }

  commit(): void {
    this.goOn();
    this.commits += 1;
  }

  /** A statement by itself: its end is its commit. Cut off from it, the database may come to that end all the same. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work();
    } catch (fault) {
      if (wasCutOff(fault)) this.commits += 1;
      throw fault;
    } finally {
      this.underWay -= 1;
    }
  }

  /** From now on nothing begins and nothing commits. Returns whether it is sure that nothing was changed. */
  giveUp(): boolean {
    this.over = true;
    return this.commits + this.underWay === 0;
  }
}

const current = new AsyncLocalStorage<Deed>();
const unsure = new WeakSet<object>();

/** The deed that this code is part of, if any. */
export const currentDeed = (): Deed | undefined => current.getStore();

/**
 * Does it within so many seconds. A fault of the database ends the deed: whatever goes on behind it is rolled back, and
 * `isUnsure` knows of the fault whether something may have been changed before.
 */
export async function withinDeed<T>(seconds: number, act: () => Promise<T>): Promise<T> {
  const deed = new Deed();
  try {
    return await withinPatience(current.run(deed, act), seconds, () => new GivenUp('it took too long'));
  } catch (fault) {
    if (isStoreFault(fault) && !deed.giveUp()) unsure.add(fault as object);
    throw fault;
  }
}

/** Something was committed before this fault, or may have been: a commit was under way when the answer stayed away. */
export const isUnsure = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && unsure.has(fault);
