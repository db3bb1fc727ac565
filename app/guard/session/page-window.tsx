'use client';

import { useLayoutEffect } from 'react';
import type { Sensitivity } from '@/lib/config/policy';
import { useSessionGuard } from './context';

/** On a sensitive page, the guard warns of the shorter idle time and keeps to it. The server asks for proof in any case. */
export function PageWindow({ sensitivity }: { sensitivity: Sensitivity }) {
  const enterSensitive = useSessionGuard()?.enterSensitive;
  // Before the first paint: a page from the router's cache may be past its time.
  useLayoutEffect(
    () => (sensitivity === 'sensitive' ? enterSensitive?.() : undefined),
    [sensitivity, enterSensitive],
  );
  return null;
}
