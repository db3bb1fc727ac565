'use client';

import { createContext, useContext } from 'react';

export type SessionGuardHandle = {
  /** Asks the server about the session at once; locks the page when it has ended. */
  readonly recheck: () => Promise<unknown>;
  /** The page that is shown is sensitive until the function that this returns is called. */
  readonly enterSensitive: () => () => void;
};

export const SessionGuardContext = createContext<SessionGuardHandle | null>(null);

export const useSessionGuard = () => useContext(SessionGuardContext);
