/** What the reader's browser prefers, from cookies that it set itself: harmless values, checked all the same. */

import 'server-only';
import { cookies } from 'next/headers';
import { knownZone } from '../../words/times';

async function preference(name: string): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(`__Host-${name}`)?.value ?? jar.get(name)?.value;
}

/** Undefined until the browser has told its zone: times are then in UTC, and say so. */
export async function readerZone(): Promise<string | undefined> {
  const zone = await preference('zone');
  return knownZone(zone) === zone ? zone : undefined;
}

/** Undefined follows the system. In a cookie and not in web storage, which signing out clears. */
export async function readerTheme(): Promise<'light' | 'dark' | undefined> {
  const theme = await preference('theme');
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}
