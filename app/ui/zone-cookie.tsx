'use client';

import { useEffect } from 'react';
import { knownZone } from '@/lib/time-words';

/** Tells the server the browser's time zone, so that the next page comes with the right times at once. */
export function ZoneCookie() {
  useEffect(() => {
    const zone = knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const secure = location.protocol === 'https:';
    const name = secure ? '__Host-zone' : 'zone';
    const pair = `${name}=${zone}`;
    if (document.cookie.split('; ').includes(pair)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: Safari has no cookieStore before 18.4
    document.cookie = `${pair}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`;
  }, []);
  return null;
}
