/** After something happened to an account nobody knows any more who allowed support in: what is open has to be asked again. */

import type { Transaction } from '../../../db/client';
import { withdrawGrantsOf } from '../../support/store';
import type { AnonymousContext } from '../context';
import { record } from './record';

/** `why` is a word for the trail. Safe where none is open. */
export async function closeConsents(
  ctx: AnonymousContext,
  tx: Transaction,
  { userId, actorId, why }: { readonly userId: string; readonly actorId?: string; readonly why: string },
): Promise<void> {
  if ((await withdrawGrantsOf(tx, userId)) === 0) return;
  await record(ctx, tx, { event: 'support_withdrawn', outcome: 'success', userId, actorId, reason: why });
}
