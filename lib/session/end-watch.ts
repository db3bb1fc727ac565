/**
 * Who in this process waits for which session to end. Asks the row before it tells anyone, for many sessions at once;
 * bounded, so that neither one session nor all of them can take the process's memory. Knows no HTTP and no connection.
 */

import type { End } from './find-ends';

export type Watcher = {
  ended(end: End): void;
  /** The session has too many, and this is its oldest; or the process stops. */
  dropped(): void;
  /** Time for a sign of life. */
  beat(): void;
};

export type EndWatch = {
  /** Returns how to stop watching, safe to call twice; undefined when no place is left. */
  watch(sessionId: string, watcher: Watcher): (() => void) | undefined;
  /** These may have ended. Those that nobody watches cost nothing. */
  look(sessionIds: Iterable<string>): void;
  /** After a time without news. */
  lookAtAll(): void;
  beat(): void;
  dropAll(): void;
  readonly size: number;
  readonly full: boolean;
};

type Options = {
  /** Of these sessions, those that have ended. May reject: then it is asked again. */
  readonly find: (sessionIds: readonly string[]) => Promise<readonly End[]>;
  readonly perSession?: number;
  readonly atMost?: number;
  /** Milliseconds until a question that failed is asked again. */
  readonly retryAfter?: number;
};

export function endWatch({ find, perSession = 5, atMost = 10_000, retryAfter = 1000 }: Options): EndWatch {
  const bySession = new Map<string, Set<Watcher>>();
  let size = 0;

  const remove = (sessionId: string, watcher: Watcher) => {
    const watchers = bySession.get(sessionId);
    if (!watchers?.delete(watcher)) return;
    size -= 1;
    if (watchers.size === 0) bySession.delete(sessionId);
  };
  const tell = (end: End) => {
    for (const watcher of [...(bySession.get(end.sessionId) ?? [])]) {
      remove(end.sessionId, watcher);
      watcher.ended(end);
    }
  };
  /** On a copy: a listener may leave while it is told. */
  const each = (what: (watcher: Watcher) => void) => {
    for (const watcher of [...bySession.values()].flatMap((watchers) => [...watchers])) what(watcher);
  };
  const look = oneQuestionAtATime(retryAfter, async (asked: readonly string[]) => {
    const watched = asked.filter((id) => bySession.has(id));
    if (watched.length > 0) for (const end of await find(watched)) tell(end);
  });
  return {
    watch(sessionId, watcher) {
      const watchers = bySession.get(sessionId) ?? new Set();
      const oldest = watchers.size >= perSession ? watchers.values().next().value : undefined;
      if (!oldest && size >= atMost) return undefined;
      if (oldest) {
        watchers.delete(oldest);
        size -= 1;
        oldest.dropped();
      }
      bySession.set(sessionId, watchers.add(watcher));
      size += 1;
      return () => remove(sessionId, watcher);
    },
    look: (sessionIds) => look([...sessionIds].filter((id) => bySession.has(id))),
    lookAtAll: () => look([...bySession.keys()]),
    beat: () => each((watcher) => watcher.beat()),
    dropAll: () => each((watcher) => watcher.dropped()),
    get size() {
      return size;
    },
    get full() {
      return size >= atMost;
    },
  };
}

/** What comes while a question is on its way goes into the next one: a thousand ends at once are two statements. */
function oneQuestionAtATime(retryAfter: number, ask: (ids: readonly string[]) => Promise<void>) {
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
