import { useEffect } from 'react';
import { tellTabs } from './channel';
import { followEnds } from './end-stream';

/**
 * Milliseconds. Tabs tell each other of a sign-out and of a new sign-in by themselves; this covers the case where none could.
 */
const patienceWithOneself = 2000;

/**
 * While the session is alive, one tab of the browser hears when it ends, asks the server, and makes the others ask. A page on
 * its way into the back/forward cache follows no session, so it neither leads nor keeps a connection. Another session in this
 * browser gets another stream.
 */
export function useEndStream(sessionId: string | undefined, ask: (kind: 'look') => Promise<unknown>): void {
  useEffect(() => {
    if (sessionId === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // This tab hears what it tells the others. If tabs cannot talk, it asks by itself.
    const everybodyLook = () => (typeof BroadcastChannel === 'undefined' ? void ask('look') : tellTabs());
    const stop = followEnds({
      ended(byItself) {
        timer = setTimeout(everybodyLook, byItself ? patienceWithOneself : 0);
      },
      changed: everybodyLook,
      refused: () => void ask('look'),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [sessionId, ask]);
}
