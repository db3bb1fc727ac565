/** Brings back the deliveries whose job is lost, and gives up on what is too old. On any instance, as often as one likes. */

import { log } from '../../observe/log';
import { minutes } from '../../time';
import { dropOldDeliveries, readdDeliveries } from '../../webhook/deliveries';
import { longestWait } from '../../webhook/tries';
import { type AnonymousContext, inTransaction } from '../context';

/** Longer than any try takes (lib/webhook/send.ts). */
const longestTry = minutes(2);
const batchSize = 500;

export async function rescueDeliveries(
  ctx: AnonymousContext,
): Promise<{ readonly dropped: number; readonly readded: number }> {
  const rescued = await inTransaction(ctx, async (tx) => ({
    dropped: await dropOldDeliveries(tx, longestWait, batchSize),
    readded: await readdDeliveries(tx, longestTry, batchSize),
  }));
  if (rescued.dropped + rescued.readded > 0)
    log.info({ event: 'webhooks_rescued', ...rescued }, 'webhooks_rescued');
  return rescued;
}
