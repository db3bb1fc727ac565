'use client';

import { useSyncExternalStore } from 'react';
import { knownZone } from '@/lib/words/times';

const never = () => () => undefined;
const browserZone = () => knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The browser's time zone; until it has told it, the one that the server writes in. */
export function useBrowserZone(served: string | undefined): string | undefined {
  return useSyncExternalStore<string | undefined>(never, browserZone, () => served);
}
