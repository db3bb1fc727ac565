'use client';

import { useState } from 'react';
import type { ActionState } from '@/lib/web/guards/action-state';

/** Where one form has two actions, the state of the one that answered last: an older message would hide the newer one. */
export function useLatestState(one: ActionState, other: ActionState): ActionState {
  const [seen, setSeen] = useState({ one, other, latest: one });
  const latest = other === seen.other ? (one === seen.one ? seen.latest : one) : other;
  // Set while rendering, so that a stale message is never painted.
  if (one !== seen.one || other !== seen.other) setSeen({ one, other, latest });
  return latest;
}
