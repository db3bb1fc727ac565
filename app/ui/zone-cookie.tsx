'use client';

import { useEffect } from 'react';
import { knownZone } from '@/lib/words/times';
import { setPreference } from './preference-cookie';

/** Tells the server the browser's time zone, so that the next page shows the right times at once. */
export function ZoneCookie() {
  useEffect(() => setPreference('zone', knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone)), []);
  return null;
}
