/**
 * Hears from the server that the session has ended, over one stream for the whole browser, in the tab that holds a lock. A
 * message decides nothing; it makes the tabs ask.
 */

export type EndStreamListener = {
  /** `byItself`: this browser ended it, and the answer with its next cookie may still be on the way. */
  ended(byItself: boolean): void;
  /** The session goes on, and something else has changed. */
  changed(): void;
  /** The server would not open a stream. Called at every try, so that the tab asks why. */
  refused(): void;
};

const path = '/api/session/events';
const lockName = 'end-stream';

/** Seconds. */
const longestWait = 30;
const steady = 5;
/** How long to wait after an end, as a power of two: right after it there is usually nothing to open. */
const triesAfterEnd = 2;

/** A browser without locks has no stream: one for each tab would use up its few connections to one server. */
const isPossible = () => Boolean(navigator.locks) && typeof EventSource !== 'undefined';

/** Leads as soon as no other tab does. Returns a function that gives it up. */
export function followEnds(listener: EndStreamListener): () => void {
  if (!isPossible()) return () => undefined;
  const given = new AbortController();
  const lead = () =>
    new Promise<void>((release) => {
      if (given.signal.aborted) return release();
      const close = keepOpen(listener);
      given.signal.addEventListener('abort', () => {
        close();
        release();
      });
    });
  // Rejects if it is given up while waiting, or if the page may not have locks.
  navigator.locks.request(lockName, { signal: given.signal }, lead).catch(() => undefined);
  return () => given.abort();
}

/** Opens a stream, and another when it is over. */
function keepOpen(listener: EndStreamListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const again = () => {
    source?.close();
    const seconds = Math.min(longestWait, 2 ** failures) * (0.75 + Math.random() / 2);
    failures += 1;
    timer = setTimeout(open, seconds * 1000);
  };
  const open = () => {
    const one = new EventSource(path);
    let openedAt: number | undefined;
    source = one;
    one.onopen = () => {
      openedAt = performance.now();
    };
    one.addEventListener('ended', ({ data }: MessageEvent<unknown>) => {
      failures = Math.max(failures, triesAfterEnd);
      again();
      listener.ended(isByItself(data));
    });
    one.addEventListener('changed', ({ data }: MessageEvent<unknown>) => {
      setTimeout(listener.changed, Math.random() * spreadOf(data) * 1000);
    });
    one.onerror = () => {
      if (one.readyState === EventSource.CLOSED) listener.refused();
      if (openedAt !== undefined && performance.now() - openedAt > steady * 1000) failures = 0;
      again();
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

const isByItself = (data: unknown): boolean => read(data).byItself === true;

/** Seconds. */
const spreadOf = (data: unknown): number => Math.min(longestWait, Number(read(data).spread) || 0);

function read(data: unknown): { readonly byItself?: unknown; readonly spread?: unknown } {
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
}
