/** Giving a device a name of one's own. */

import { ok, type Result } from '../../result';
import { renameSessionRow as rename } from '../../session/rename';
import { ownerOfSession } from '../../session/store';
import { inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { refuseForeign } from '../steps/refuse-foreign';

export async function renameSession(
  ctx: SignedInContext,
  input: { sessionId: string; deviceName: string },
): Promise<Result<void, 'not_found'>> {
  return inTransaction(ctx, async (tx) => {
    const renamed = await rename(tx, { id: input.sessionId, userId: ctx.user.id }, input.deviceName);
    if (!renamed) return refuseForeign(ctx, tx, 'rename_session', await ownerOfSession(tx, input.sessionId));
    await record(ctx, tx, {
      event: 'session_renamed',
      outcome: 'success',
      actorId: ctx.user.id,
      userId: ctx.user.id,
      sessionId: input.sessionId,
    });
    return ok(undefined);
  });
}
