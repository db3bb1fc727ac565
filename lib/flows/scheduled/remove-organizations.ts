/** Deleted organizations go for good, each in one transaction, safe to stop anywhere. */

import { findPastGrace, removeOrganization } from '../../organization/deletion';
import { type AnonymousContext, inTransaction } from '../context';
import { record } from '../steps/record';

const batchSize = 100;

/** Returns how many went. */
export async function removeOrganizations(ctx: AnonymousContext): Promise<number> {
  const grace = ctx.policy.organizationDeletionGrace;
  let removed = 0;
  for (;;) {
    const ids = await findPastGrace(ctx.db, grace, batchSize);
    for (const id of ids) if (await remove(ctx, id)) removed += 1;
    if (ids.length < batchSize) return removed;
  }
}

const remove = (ctx: AnonymousContext, id: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    if (!(await removeOrganization(tx, id, ctx.policy.organizationDeletionGrace))) return false;
    const why = { outcome: 'success', organizationId: id, reason: 'grace_period_over' } as const;
    await record(ctx, tx, { event: 'organization_deleted', ...why });
    return true;
  });
