'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False in server HTML and while hydrating, true from then on: what needs JavaScript shows only where it runs. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
