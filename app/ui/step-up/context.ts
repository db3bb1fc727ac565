'use client';

import { createContext, useContext } from 'react';

export type StepUp = {
  /** Opens "Confirm it's you to <purpose>." and resolves to whether proof was given. */
  readonly confirm: (purpose: string) => Promise<boolean>;
};

export const StepUpContext = createContext<StepUp | null>(null);

/** Null on public pages, where nobody could prove anything. */
export const useStepUp = () => useContext(StepUpContext);
