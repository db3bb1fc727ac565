/** Ends a session whose browser kept no cookie, so that nobody holds it. */

import { endUnused } from '../../session/end';
import { minutes } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { record, sessionEnds } from '../steps/record';

/** Finding its mark later ends nothing: the session has been used, or is older. */
const within = minutes(2);

/** Safe to call twice. */
export async function endUnkeptSession(ctx: AnonymousContext, sessionId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await endUnused(tx, sessionId, within);
    if (row) await record(ctx, tx, ...sessionEnds([row], row.userId));
  });
}
