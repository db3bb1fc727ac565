/** Accounts go for good, each in one transaction, safe to stop anywhere: what hangs on them, and who they were in the trail. */

import type { Transaction } from '../../../db/client';
import { findLeaving, type Leaving, type Leavings, lockLeaving, removeAccount } from '../../account/leaving';
import { removeEmailCodesOf } from '../../email-code/store';
import { withdrawAllInvitationsOf } from '../../invitation/store';
import { queueMail } from '../../mail/outbox';
import { removeMailsOf } from '../../mail/retention';
import { departFromOrganizations } from '../../organization/departure';
import { forgetFailures } from '../../rate-limit/sign-in-delay';
import type { Seconds } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { signInKey } from '../steps/keys';
import { record } from '../steps/record';

const batchSize = 100;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Those whose person asked for it and let the grace period pass; the last mail says so. Returns how many went; throws at the end what kept one of them. */
export const removeAccounts = (ctx: AnonymousContext): Promise<number> =>
  removeEach(ctx, 'pastGrace', ctx.policy.deletionGracePeriod);

/** Those that nobody confirmed in time. Nobody is written to: it may be anyone's address. */
export const removeUnconfirmed = (ctx: AnonymousContext): Promise<number> =>
  removeEach(ctx, 'unconfirmed', ctx.policy.unconfirmedRetention);

async function removeEach(ctx: AnonymousContext, which: Leavings, age: Seconds): Promise<number> {
  let removed = 0;
  const faults: unknown[] = [];
  for (let after = beforeAll; ; ) {
    const ids = await findLeaving(ctx.db, which, age, { after, batch: batchSize });
    for (const id of ids) {
      // One that cannot go must not keep the others.
      const gone = await remove(ctx, id, which, age).catch((fault) => faults.push(fault) === 0);
      if (gone) removed += 1;
    }
    after = ids.at(-1) ?? after;
    if (ids.length < batchSize) break;
  }
  if (faults.length > 0) throw faults[0];
  return removed;
}

/** False where someone undid or confirmed it in the meantime, or another instance was faster. */
const remove = (ctx: AnonymousContext, id: string, which: Leavings, age: Seconds): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const account = await lockLeaving(tx, id, which, age);
    if (!account) return false;
    await removeTraces(tx, account);
    await record(ctx, tx, {
      event: 'user_deleted',
      outcome: 'success',
      userId: id,
      reason: which === 'pastGrace' ? 'grace_period_over' : 'never_confirmed',
    });
    if (which === 'pastGrace') {
      await queueMail(tx, { kind: 'account_deleted', recipient: account.email, userId: id, facts: {} });
    }
    return true;
  });

async function removeTraces(tx: Transaction, { id, email }: Leaving): Promise<void> {
  await removeMailsOf(tx, id);
  await forgetFailures(tx, signInKey(email));
  await removeEmailCodesOf(tx, [email]);
  await departFromOrganizations(tx, id);
  await withdrawAllInvitationsOf(tx, id);
  await removeAccount(tx, id);
}
