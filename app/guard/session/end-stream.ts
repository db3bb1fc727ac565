/**
 * Hears from the server that the session has ended, over one stream for the whole browser: the tab that holds a lock has it.
 * What comes in decides nothing, it makes the tabs ask.
 */

export type EndStreamListener = {
  /** `byItself`: this browser ended it, and the answer with its next cookie may still be on the way. */
  ended(byItself: boolean): void;
  /** The server would not open a stream. It knows why; with each try this is asked again. */
  refused(): void;
};

const path = '/api/session/events';
const lockName = 'end-stream';

/** Seconds. */
const longestWait = 30;
const steady = 5;
/** After an end, as a power of two: anyone who asks meanwhile most often finds that there is nothing to open. */
const triesAfterEnd = 2;

/** A browser without locks has no stream: one for each tab would use up the few connections that it has for one server. */
const isPossible = () => Boolean(navigator.locks) && typeof EventSource !== 'undefined';

/** Leads as soon as no other tab does. Returns how to give it up. */
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
  // Rejects when it is given up while waiting, and where the page may have no locks.
  navigator.locks.request(lockName, { signal: given.signal }, lead).catch(() => undefined);
  return () => given.abort();
}

/** A stream, and another one when it is over. */
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

function isByItself(data: unknown): boolean {
  try {
    return JSON.parse(String(data)).byItself === true;
  } catch {
    return false;
  }
}
