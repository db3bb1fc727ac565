/** The scheduled tidying of sessions, counters and what is typed and sent: in batches, on one instance at a time, safe to stop anywhere. */

import type { Transaction } from '../../../db/client';
import { removeOldDrafts } from '../../draft/retention';
import { removeClosedWindows, removeOldFailures } from '../../rate-limit/retention';
import { removeOldSessions } from '../../session/retention';
import { endAbandoned } from '../../session/sweep';
import { removeOldSubmissions } from '../../submission/retention';
import { days } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { record, sessionEnds } from '../steps/record';
import { onOneInstance } from './on-one-instance';

export type Swept = { readonly ended: number; readonly removed: number };

const batchSize = 500;

/** Longer than a hundred tries at the longest delay take, so that "in a row" keeps its meaning. */
const failuresKeptFor = days(30);

/** Sweeps until nothing is left; returns zeros where another instance is at it. */
export async function sweepSessions(ctx: AnonymousContext): Promise<Swept> {
  const total = { ended: 0, removed: 0 };
  for (;;) {
    const batch = await inTransaction(ctx, (tx) =>
      onOneInstance(tx, 'sweep_sessions', () => sweepBatch(ctx, tx)),
    );
    if (!batch) return total;
    total.ended += batch.ended;
    total.removed += batch.removed;
    if (!batch.more) return total;
  }
}

async function sweepBatch(ctx: AnonymousContext, tx: Transaction): Promise<Swept & { more: boolean }> {
  const ended = await endAbandoned(tx, ctx.policy, batchSize);
  await record(ctx, tx, ...sessionEnds(ended));
  const removed = await removeOldSessions(tx, ctx.policy.endedSessionRetention, batchSize);
  const tidied = await Promise.all([
    removeClosedWindows(tx, batchSize),
    removeOldFailures(tx, failuresKeptFor, batchSize),
    removeOldDrafts(tx, ctx.policy.draftRetention, batchSize), // only: drafts
    removeOldSubmissions(tx, ctx.policy.actionKeyRetention, batchSize),
  ]);
  return { ended: ended.length, removed, more: Math.max(ended.length, removed, ...tidied) >= batchSize };
}
