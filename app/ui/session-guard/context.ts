'use client';

import { createContext, useContext } from 'react';

export type SessionGuardHandle = {
  /** Asks the server about the session at once; locks the page when it has ended. */
  readonly recheck: () => Promise<unknown>;
};

export const SessionGuardContext = createContext<SessionGuardHandle | null>(null);

export const useSessionGuard = () => useContext(SessionGuardContext);
