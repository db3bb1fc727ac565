'use client';

import { useEffect } from 'react';
import { tellTabs } from './channel';

/** For pages that follow the end of a session: the other tabs check at once, and lock. */
export function AnnounceToTabs() {
  useEffect(() => tellTabs(), []);
  return null;
}
