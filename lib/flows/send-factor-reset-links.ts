/** When a wait is over its person is mailed the link that takes the second factors off. By the database's clock, once, on any instance. */

import { findAccount } from '../account/store';
import { expireResets, takeDueResets } from '../factor-reset/store';
import { queueMail } from '../mail/outbox';
import { seconds } from '../time';
import type { AnonymousContext } from './context';
import { isOpen } from './follow-link';

const batchSize = 200;

/** Returns how many were written to. Safe to run as often as one likes. */
export async function sendFactorResetLinks(ctx: AnonymousContext): Promise<number> {
  const { factorResetWait, factorResetLinkLifetime } = ctx.policy;
  await expireResets(ctx.db, seconds(2 * factorResetLinkLifetime), batchSize);
  return ctx.db.transaction(async (tx) => {
    const due = await takeDueResets(tx, factorResetWait, batchSize);
    for (const { id: resetId, userId } of due) {
      const account = await findAccount(tx, { id: userId });
      if (account && isOpen(account))
        await queueMail(tx, {
          kind: 'factor_reset_ready',
          recipient: account.email,
          userId,
          facts: { resetId },
        });
    }
    return due.length;
  });
}
