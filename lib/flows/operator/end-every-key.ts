/** Break-glass: every API key ends, those of organizations too. After a backup was restored, keys that had ended since live again. */

import type { Transaction } from '../../../db/client';
import type { EndedKey } from '../../api-key/store';
import { countEveryLiveKey, endLiveKey, endLiveKeys, liveKeyIds } from '../../api-key/tend';
import { type AnonymousContext, inTransaction } from '../context';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';

const batchSize = 1000;

/** How many would end now. */
export const countEveryKey = (ctx: AnonymousContext): Promise<number> => countEveryLiveKey(ctx.db);

/**
 * Returns how many ended; each is over from the commit of its batch on. Nobody gets a mail. Safe to stop anywhere, and to begin
 * again. `report` hears after each batch how many there are so far.
 */
export async function endEveryKey(
  ctx: AnonymousContext,
  report: (ended: number) => void = () => undefined,
  size: number = batchSize,
): Promise<number> {
  let total = 0;
  const end = async (some: (tx: Transaction) => Promise<EndedKey[]>): Promise<number> => {
    const ended = await inTransaction(ctx, async (tx) => {
      const rows = await some(tx);
      await record(ctx, tx, ...keyEnds(rows));
      return rows.length;
    });
    total += ended;
    if (ended > 0) report(total);
    return ended;
  };
  while ((await end((tx) => endLiveKeys(tx, size))) >= size);
  // What somebody held, one by one: of two that wait for each other's rows neither would go on.
  for (const id of await liveKeyIds(ctx.db)) await end((tx) => endLiveKey(tx, id));
  return total;
}
