/** The reader's time zone, from the cookie that the browser set; UTC until it has. */

import 'server-only';
import { cookies } from 'next/headers';
import { knownZone } from '../time-words';

export async function readerZone(): Promise<string> {
  const jar = await cookies();
  return knownZone(jar.get('__Host-zone')?.value ?? jar.get('zone')?.value);
}
