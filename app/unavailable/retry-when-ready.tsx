'use client';

import { useEffect, useState } from 'react';
import { askOurs } from '../guard/answers/ask-ours';

const firstPauseMs = 3000;
const longestPauseMs = 15_000;

interface RetryWhenReadyProps {
  /** Called instead of loading the page, and called again if what it tried has failed. */
  onReady?: () => void;
}

/** Asks whether the server is ready, less and less often, and loads the page that was asked for once it is. */
export function RetryWhenReady({ onReady = loadAgain }: RetryWhenReadyProps) {
  const [started, setStarted] = useState(false);
  useEffect(() => {
    setStarted(true);
    let pause = firstPauseMs;
    let timer = setTimeout(ask, pause);
    async function ask() {
      if (await ready()) onReady();
      pause = Math.min(pause * 1.5, longestPauseMs);
      timer = setTimeout(ask, pause);
    }
    return () => clearTimeout(timer);
  }, [onReady]);
  return started ? <>This page tries again by itself every few seconds.</> : null;
}

/** Only our own server's answer counts as a yes. */
const ready = async (): Promise<boolean> => (await askOurs('/api/ready')).kind === 'answered';

/** Not reload(): after a refused form, that would ask to send it again. Opened at its own address, it leads home. */
function loadAgain() {
  const asked = location.pathname + location.search;
  location.replace(asked.startsWith('/unavailable') ? '/' : asked);
}
