'use client';

import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import { useSessionGuard } from '@/app/guard/session/context';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { SeatWord } from '@/lib/session/seat-word';

/** The id of the organization that the page shows: what the page sends belongs there, whatever its address means by then. */
const OrganizationContext = createContext<string | null>(null);

export const useOrganization = () => useContext(OrganizationContext);

/** The guard keeps to the person's place in it: as soon as that changes, the page is locked. */
export function ShownOrganization({ seat, children }: { seat: SeatWord; children: ReactNode }) {
  const guard = useSessionGuard();
  const enter = guard?.enterOrganization;
  const recheck = guard?.recheck;
  // One that came with this document is as fresh as its words. One that the router brings back may come from its cache.
  const came = useRef(useHydrated());
  // Before the first paint: a page from the router's cache may be past its time.
  useLayoutEffect(() => enter?.(seat), [seat, enter]);
  useLayoutEffect(() => () => enter?.(undefined), [enter]);
  useEffect(() => {
    if (came.current) void recheck?.();
    came.current = false;
  }, [recheck]);
  return <OrganizationContext value={seat.id}>{children}</OrganizationContext>;
}
