/** What is told of a visit by support once it is over, however it ended: a line in the trail, and a mail to the person (docs/security.md F-10). */

import type { Transaction } from '../../../db/client';
import { findAccount } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { takeUntoldVisits, type UntoldVisit } from '../../session/visits';
import { secondsBetween } from '../../time';
import { visitEndWords, visitSums } from '../../words/support';
import type { AnonymousContext } from '../context';
import { record } from './record';

const batchSize = 100;

/** Each once, on whichever instance. `ids`: only those; left out, all that nobody was told of. Returns how many. */
export async function tellVisits(
  ctx: AnonymousContext,
  tx: Transaction,
  ids?: readonly string[],
): Promise<number> {
  const ended = await takeUntoldVisits(tx, batchSize, ids);
  for (const visit of ended) await tell(ctx, tx, visit);
  return ended.length;
}

async function tell(ctx: AnonymousContext, tx: Transaction, visit: UntoldVisit): Promise<void> {
  const { userId, endedBy, pages, changes, reason } = visit;
  await record(ctx, tx, {
    event: 'support_stopped',
    outcome: 'success',
    userId,
    sessionId: visit.id,
    reason: visit.endedReason,
    ...(endedBy ? { actorId: endedBy } : {}),
    data: { pages, changes, why: reason },
  });
  const account = await findAccount(tx, { id: userId });
  if (!account) return;
  const minutes = Math.max(1, Math.round(secondsBetween(visit.startedAt, visit.endedAt) / 60));
  const facts = {
    support: visit.name,
    reason,
    ended: visitEndWords({ ...visit, minutes }),
    sums: visitSums(visit),
  };
  await queueMail(tx, { kind: 'support_ended', recipient: account.email, userId, facts });
}
