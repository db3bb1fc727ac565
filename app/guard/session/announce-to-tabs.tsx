'use client';

import { useEffect } from 'react';
import { tellTabs } from './channel';

/** On pages that stand at the end of a session: the other tabs look at once, and lock. */
export function AnnounceToTabs() {
  useEffect(() => tellTabs(), []);
  return null;
}
