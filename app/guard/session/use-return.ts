/** Makes the guard ask when a page is back in front of somebody. */

import { type RefObject, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { type Ask, monotonic, type Timed } from './timed-event';

/** Back in front of somebody: after sleep, from another tab, from the back/forward cache, or online again. */
export function useReturn(
  away: RefObject<boolean>,
  dispatch: (timed: Timed) => void,
  setNow: (now: number) => void,
  ask: Ask,
) {
  useEffect(() => {
    const look = () => {
      setNow(monotonic());
      if (document.visibilityState === 'visible') void ask('look');
    };
    const hide = (event: PageTransitionEvent) => {
      away.current = event.persisted;
      // Going into the cache: what comes back out must not flash before the server answers (docs/security.md F15).
      if (event.persisted)
        flushSync(() => dispatch({ event: { type: 'returned_from_away' }, at: monotonic() }));
    };
    const show = (event: PageTransitionEvent) => {
      away.current = false;
      if (event.persisted) dispatch({ event: { type: 'returned_from_away' }, at: monotonic() });
      look();
    };
    const stopWatching = watchForSleep(look);
    window.addEventListener('focus', look);
    window.addEventListener('online', look);
    window.addEventListener('pagehide', hide);
    window.addEventListener('pageshow', show);
    document.addEventListener('visibilitychange', look);
    return () => {
      stopWatching();
      window.removeEventListener('focus', look);
      window.removeEventListener('online', look);
      window.removeEventListener('pagehide', hide);
      window.removeEventListener('pageshow', show);
      document.removeEventListener('visibilitychange', look);
    };
  }, [away, dispatch, setNow, ask]);
}

const pulseSeconds = 15;

/** Some monotonic clocks stop while the machine sleeps. A jump of the wall clock decides nothing; it makes us ask. */
function watchForSleep(look: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const jump = Math.abs(Date.now() - last) / 1000 - pulseSeconds;
    last = Date.now();
    if (jump > pulseSeconds) look();
  }, pulseSeconds * 1000);
  return () => clearInterval(timer);
}
