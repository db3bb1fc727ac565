/** Where and with what a session is used. Something new in either asks for proof and ends nothing (NIST 800-63B-4 §5.3). */

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { sessions } from '../../db/schema/sessions';

/** Null is never a change: a browser that names itself no more, or an address that cannot be known, tells nothing. */
export type UsedFrom = { readonly network: string | null; readonly browser: string | null };

export type UseChange = 'new_network' | 'different_browser';

/** Someone on the move has a few of each. The oldest is forgotten first, and then counts as new again. */
const kept = 32;

/** A row from before there were such lists learns its first one; that is no change. */
function learned(known: readonly string[], seen: string | null) {
  if (seen === null || known.includes(seen)) return undefined;
  return { list: [...known, seen].slice(-kept), changed: known.length > 0 };
}

/**
 * Under the row's lock, so that of requests at once one brings the change. It does not wait for the lock: each request is
 * judged by what it brings, noted or not, and the next one notes it. Returns what changed; undefined when the session has
 * ended or someone else holds its row.
 */
export async function learnUse(
  tx: Transaction,
  session: { id: string; userId: string },
  from: UsedFrom,
): Promise<UseChange[] | undefined> {
  const own = and(eq(sessions.id, session.id), eq(sessions.userId, session.userId), isNull(sessions.endedAt));
  const [row] = await tx
    .select({ networks: sessions.knownNetworks, browsers: sessions.knownBrowsers })
    .from(sessions)
    .where(own)
    .for('update', { skipLocked: true });
  if (!row) return undefined;
  const [network, browser] = [learned(row.networks, from.network), learned(row.browsers, from.browser)];
  if (!network && !browser) return [];
  await tx
    .update(sessions)
    .set({
      knownNetworks: network?.list,
      knownBrowsers: browser?.list,
      networkChangedAt: network?.changed ? sql`now()` : undefined,
      browserChangedAt: browser?.changed ? sql`now()` : undefined,
    })
    .where(own);
  return [
    ...(network?.changed ? (['new_network'] as const) : []),
    ...(browser?.changed ? (['different_browser'] as const) : []),
  ];
}
