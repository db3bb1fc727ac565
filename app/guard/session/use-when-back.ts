import { useCallback, useEffect, useRef } from 'react';
import { type GuardView, showsWarning } from '@/lib/session/countdown';

/** Lets work wait for a locked page to come back. */
export function useWhenBack(view: GuardView): () => Promise<boolean> {
  const waiting = useRef<((back: boolean) => void)[]>([]);
  const shown = showsWarning(view);
  const taken = view.kind === 'taken';
  useEffect(() => {
    if (!shown && !taken) return;
    for (const answer of waiting.current.splice(0)) answer(!taken);
  }, [shown, taken]);
  return useCallback(() => new Promise<boolean>((answer) => waiting.current.push(answer)), []);
}
