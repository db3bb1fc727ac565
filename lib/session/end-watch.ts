/**
 * Who in this process waits for which session to end. Asks the row before it tells anyone, for many sessions at once;
 * bounded, so that neither one session nor all of them can take the process's memory. Knows no HTTP and no connection.
 */

import type { End } from './find-ends';

export type Watcher = {
  /** Whose session it is. */
  readonly userId: string;
  ended(end: End): void;
  /** Something else about this person has changed: time to ask. `spread`: seconds over which those who ask should come. */
  changed(spread: number): void;
  /** The session has too many, and this is its oldest; or the process stops. */
  dropped(): void;
  /** Time for a sign of life. */
  beat(): void;
};

type Options = {
  /** Of these sessions, those that have ended. May reject: then it is asked again. */
  readonly find: (sessionIds: readonly string[]) => Promise<readonly End[]>;
  readonly perSession?: number;
  readonly atMost?: number;
  /** Milliseconds until a question that failed is asked again. */
  readonly retryAfter?: number;
};

export class EndWatch {
  readonly #bySession = new Map<string, Set<Watcher>>();
  readonly #perSession: number;
  readonly #atMost: number;
  readonly #ask: (sessionIds: readonly string[]) => void;
  #size = 0;

  constructor({ find, perSession = 5, atMost = 10_000, retryAfter = 1000 }: Options) {
    this.#perSession = perSession;
    this.#atMost = atMost;
    this.#ask = askTogether(retryAfter, async (asked: readonly string[]) => {
      const watched = this.#watched(asked);
      if (watched.length > 0) for (const end of await find(watched)) this.#tell(end);
    });
  }

  /** Returns how to stop watching, safe to call twice; undefined when no place is left. */
  watch(sessionId: string, watcher: Watcher): (() => void) | undefined {
    const watchers = this.#bySession.get(sessionId) ?? new Set();
    const oldest = watchers.size >= this.#perSession ? watchers.values().next().value : undefined;
    if (!oldest && this.full) return undefined;
    if (oldest) {
      watchers.delete(oldest);
      this.#size -= 1;
      oldest.dropped();
    }
    this.#bySession.set(sessionId, watchers.add(watcher));
    this.#size += 1;
    return () => this.#remove(sessionId, watcher);
  }

  /** These may have ended. Those that nobody watches cost nothing. */
  look(sessionIds: Iterable<string>): void {
    this.#ask(this.#watched(sessionIds));
  }

  /** After a time without news. */
  lookAtAll(): void {
    this.#ask([...this.#bySession.keys()]);
  }

  /** Of these people, or of everyone, something may have changed although their sessions go on. */
  nudge(userIds: ReadonlySet<string> | 'everyone', spread = 0): void {
    for (const watcher of this.#all())
      if (userIds === 'everyone' || userIds.has(watcher.userId)) watcher.changed(spread);
  }

  beat(): void {
    for (const watcher of this.#all()) watcher.beat();
  }

  dropAll(): void {
    for (const watcher of this.#all()) watcher.dropped();
  }

  get size(): number {
    return this.#size;
  }

  get full(): boolean {
    return this.#size >= this.#atMost;
  }

  #watched(sessionIds: Iterable<string>): string[] {
    return [...sessionIds].filter((id) => this.#bySession.has(id));
  }

  /** A copy: a listener may leave while it is told. */
  #all(): Watcher[] {
    return [...this.#bySession.values()].flatMap((watchers) => [...watchers]);
  }

  #tell(end: End): void {
    for (const watcher of [...(this.#bySession.get(end.sessionId) ?? [])]) {
      this.#remove(end.sessionId, watcher);
      watcher.ended(end);
    }
  }

  #remove(sessionId: string, watcher: Watcher): void {
    const watchers = this.#bySession.get(sessionId);
    if (!watchers?.delete(watcher)) return;
    this.#size -= 1;
    if (watchers.size === 0) this.#bySession.delete(sessionId);
  }
}

/** What comes while a question is on its way goes into the next one: a thousand ends at once are two statements. */
export function askTogether(retryAfter: number, ask: (ids: readonly string[]) => Promise<void>) {
  const waiting = new Set<string>();
  let asking = false;
  const run = async () => {
    asking = true;
    // Those that come in the same moment go along.
    await Promise.resolve();
    while (waiting.size > 0) {
      const ids = [...waiting];
      waiting.clear();
      try {
        await ask(ids);
      } catch {
        for (const id of ids) waiting.add(id);
        await new Promise((done) => setTimeout(done, retryAfter).unref());
      }
    }
    asking = false;
  };
  return (ids: readonly string[]) => {
    for (const id of ids) waiting.add(id);
    if (!asking && waiting.size > 0) void run();
  };
}
