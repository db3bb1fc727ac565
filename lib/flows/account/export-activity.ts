/** A person's own security log as a file. */

import { type ActivityFilter, type ActivityRow, allActivity } from '../../audit/list';
import { ok, type Result } from '../../result';
import { actor, type SignedInContext } from '../context';
import { admitExport } from '../steps/admit-export';
import { record } from '../steps/record';

/** Large enough to be quick, small enough to be held in memory by many downloads at once. */
const batchSize = 1000;

/** Recorded before the first line is read, so no file leaves without its own line in it. Reads on only as it is asked to. */
export async function exportActivity(
  ctx: SignedInContext,
  filter: ActivityFilter,
): Promise<Result<AsyncIterable<readonly ActivityRow[]>, 'rate_limited'>> {
  const admitted = await admitExport(ctx, 'activity');
  if (!admitted.ok) return admitted;
  await record(ctx, ctx.db, {
    event: 'data_exported',
    outcome: 'success',
    ...actor(ctx),
    data: { what: 'activity' },
  });
  return ok(allActivity(ctx.db, ctx.user.id, filter, batchSize));
}
