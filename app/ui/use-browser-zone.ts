'use client';

import { useSyncExternalStore } from 'react';
import { knownZone } from '@/lib/words/times';

const never = () => () => undefined;
const browserZone = () => knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The browser's time zone; until that is known, the one the server writes in. */
export function useBrowserZone(served: string | undefined): string | undefined {
  return useSyncExternalStore<string | undefined>(never, browserZone, () => served);
}
