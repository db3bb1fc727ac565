/** A session is used from somewhere new: that is remembered, shown in the list, and recorded. Nobody is signed out over it. */

import { LRUCache } from 'lru-cache';
import { networkOf } from '../../address';
import { type Origin, wasRecorded } from '../../audit/append';
import { isOn } from '../../config/features';
import { browserOf } from '../../device';
import { learnUse, type UsedFrom } from '../../session/used-from';
import { hours } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { record } from '../steps/record';

/** Every request is asked with which browser it comes, and most come with one of a few. Null is kept as an empty text. */
const browsers = new LRUCache<string, string>({ max: 2000 });

function knownBrowser(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const browser = browsers.get(userAgent) ?? browserOf(userAgent) ?? '';
  browsers.set(userAgent, browser);
  return browser || null;
}

export const usedFrom = (request: Origin | undefined): UsedFrom =>
  isOn('knownPlaces')
    ? { network: networkOf(request?.ip), browser: knownBrowser(request?.userAgent) }
    : { network: null, browser: null };

/**
 * Recorded once an hour for each kind: a client with a different address on every request cannot fill the trail. Returns
 * false when the session ended meanwhile, or someone else holds its row.
 */
export async function noteUse(
  ctx: AnonymousContext,
  session: { id: string; userId: string },
  from: UsedFrom,
): Promise<boolean> {
  const { id: sessionId, userId } = session;
  return inTransaction(ctx, async (tx) => {
    const changes = await learnUse(tx, session, from);
    for (const reason of changes ?? []) {
      const what = { event: 'session_used_elsewhere', reason, sessionId } as const;
      if (await wasRecorded(tx, what, hours(1))) continue;
      await record(ctx, tx, { ...what, outcome: 'success', actorId: userId, userId });
    }
    return changes !== undefined;
  });
}
