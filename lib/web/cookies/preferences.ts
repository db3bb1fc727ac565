/** What the reader's browser prefers, from cookies that it set itself: harmless values, checked all the same. */

import 'server-only';
import { cookies } from 'next/headers';
import { knownZone } from '../../words/times';
import { bothNames } from './cookie-name';

async function preference(name: string): Promise<string | undefined> {
  const jar = await cookies();
  const [locked, bare] = bothNames(name);
  return jar.get(locked)?.value ?? jar.get(bare)?.value;
}

/** Undefined until the browser has sent its zone: times are then in UTC, and say so. */
export async function browserZone(): Promise<string | undefined> {
  const zone = await preference('zone');
  return knownZone(zone) === zone ? zone : undefined;
}

/** Undefined follows the system. A cookie, not web storage, because signing out clears that. */
export async function browserTheme(): Promise<'light' | 'dark' | undefined> {
  const theme = await preference('theme');
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}
