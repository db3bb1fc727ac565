'use client';

import { useLayoutEffect } from 'react';
import type { Sensitivity } from '@/lib/config/policy';
import { useSessionGuard } from './context';

/** On a sensitive page: the guard warns of, and keeps to, the shorter idle time. The server asks for the proof anyway. */
export function PageWindow({ sensitivity }: { sensitivity: Sensitivity }) {
  const enterSensitive = useSessionGuard()?.enterSensitive;
  // Before the first paint: a page out of the router's cache may be past its time.
  useLayoutEffect(
    () => (sensitivity === 'sensitive' ? enterSensitive?.() : undefined),
    [sensitivity, enterSensitive],
  );
  return null;
}
