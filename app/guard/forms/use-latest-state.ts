'use client';

import { useState } from 'react';
import type { ActionState } from '@/lib/web/guards/action-state';

/** Of two ways through one form, what the one says that answered last: an older word would hide the newer one. */
export function useLatestState(one: ActionState, other: ActionState): ActionState {
  const [seen, setSeen] = useState({ one, other, latest: one });
  const latest = other === seen.other ? (one === seen.one ? seen.latest : one) : other;
  // While rendering, so that no stale word is ever painted.
  if (one !== seen.one || other !== seen.other) setSeen({ one, other, latest });
  return latest;
}
