/** Giving a device a name of one's own. */

import { ok, type Result, refused } from '../result';
import { renameSession as rename } from '../session/rename';
import type { SignedInContext } from './context';
import { record } from './record';

export async function renameSession(
  ctx: SignedInContext,
  input: { sessionId: string; deviceName: string },
): Promise<Result<void, 'not_found'>> {
  return ctx.db.transaction(async (tx) => {
    const renamed = await rename(tx, { id: input.sessionId, userId: ctx.user.id }, input.deviceName);
    if (!renamed) return refused('not_found');
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
