/** After everyone was signed out: the ends are written into the rows, in batches, so that lists and open pages hear of it. Safe to stop anywhere. */

import type { Transaction } from '../../../db/client';
import { endTrustOfPeople } from '../../known-device/trust';
import { endBehindDoor, hasRowsBehindDoor, noteRowsEnded } from '../../session/platform';
import { type AnonymousContext, inTransaction } from '../context';
import { record, sessionEnds } from '../steps/record';

const batchSize = 5000;

/** Returns how many rows got their end. Rows that others hold are left for the next time. */
export async function endClosedSessions(
  ctx: AnonymousContext,
  report: (ended: number) => void = () => undefined,
  size: number = batchSize,
): Promise<number> {
  if (!(await hasRowsBehindDoor(ctx.db))) return 0;
  for (let total = 0; ; ) {
    const ended = await inTransaction(ctx, (tx) => endBatch(ctx, tx, size));
    total += ended;
    report(total);
    if (ended >= size) continue;
    await noteRowsEnded(ctx.db);
    return total;
  }
}

/** Otherwise the person at a trusted browser could sign in again without a code. */
async function endBatch(ctx: AnonymousContext, tx: Transaction, size: number): Promise<number> {
  const ended = await endBehindDoor(tx, size);
  await record(ctx, tx, ...sessionEnds(ended));
  const people = [...new Set(ended.map(({ userId }) => userId))];
  for (const { userId, browsers } of await endTrustOfPeople(tx, people))
    await record(ctx, tx, {
      event: 'device_distrusted',
      outcome: 'success',
      userId,
      reason: 'operator',
      data: { browsers },
    });
  return ended.length;
}
