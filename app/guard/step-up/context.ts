'use client';

import { createContext, useContext } from 'react';
import type { StepUpWay } from '@/lib/proof';

export type StepUp = {
  /** What would be asked for, strongest first. */
  readonly ways: readonly StepUpWay[];
  /** Opens "Confirm it's you to <purpose>." and resolves to whether proof was given. */
  readonly confirm: (purpose: string) => Promise<boolean>;
};

export const StepUpContext = createContext<StepUp | null>(null);

/** Null on public pages, where nobody could prove anything. */
export const useStepUp = () => useContext(StepUpContext);
