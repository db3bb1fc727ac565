'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { canOffer, fetchPasskeyOptions, stopAsking } from '@/app/guard/passkey/ask';

/** Milliseconds. Shorter than the server lets a question live. */
const askAgainAfter = 4 * 60_000;

/**
 * Lets the browser offer passkeys in the name field. Returns a function that starts over after another question has taken its
 * place. A page that nobody looks at asks nothing.
 */
export function useOffered(path: string, onAnswer: (answer: string) => void): () => void {
  const answered = useEffectEvent(onAnswer);
  const again = useRef<() => void>(undefined);
  useEffect(() => {
    let over = false;
    const begin = async () => {
      if (over || document.hidden || !(await canOffer())) return;
      const asked = await fetchPasskeyOptions(path, { quietly: true });
      if (!over && asked.kind === 'answered') answered(asked.answer);
    };
    again.current = () => void begin();
    again.current();
    const timer = setInterval(begin, askAgainAfter);
    document.addEventListener('visibilitychange', begin);
    return () => {
      over = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', begin);
      stopAsking();
    };
  }, [path]);
  return () => again.current?.();
}
