'use client';

import { createContext, useContext } from 'react';
import type { SeatWord } from '@/lib/session/seat-word';
import type { Heard } from './ask-server';

export type SessionGuardHandle = {
  /** The person whom the page shows; nobody else may send what it holds. */
  readonly userId: string;
  /** Asks the server about the session at once; locks the page when it has ended. */
  readonly recheck: () => Promise<Heard>;
  /**
   * For work that waits while the page is locked: true once the same person is signed in and the page is back,
   * false when somebody else signed in.
   */
  readonly whenBack: () => Promise<boolean>;
  /** Marks the page as sensitive until the returned function is called. */
  readonly enterSensitive: () => () => void;
  /** The page shows this organization from now on; undefined: none. */
  readonly enterOrganization: (seat: SeatWord | undefined) => void;
};

export const SessionGuardContext = createContext<SessionGuardHandle | null>(null);

export const useSessionGuard = () => useContext(SessionGuardContext);
