/** What a visit does: pages seen are counted behind the answer, changes in their own transaction. */

import { holdVisit, noteChange, notePage } from '../../session/visits';
import { type AnonymousContext, inTransaction, type SignedInContext, type Visit } from '../context';
import { touchStaff } from '../steps/touch-staff';

/** The member of staff is there, in both of their sessions; the person is not. */
export async function noteVisitPage(ctx: AnonymousContext, visit: Visit): Promise<void> {
  await Promise.all([notePage(ctx.db, visit.sessionId, ctx.policy), touchStaff(ctx, visit)]);
}

/**
 * A change in somebody else's account happens while the visit lives, and is counted, or does not happen at all: a person who
 * ends the visit knows that nothing follows. Returns undefined where it was over.
 */
export async function changeInVisit<Answer>(
  ctx: SignedInContext & { readonly support: Visit },
  deed: (ctx: SignedInContext) => Promise<Answer>,
  changed: (answer: Answer) => boolean,
): Promise<{ readonly answer: Answer } | undefined> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdVisit(tx, ctx.support.sessionId))) return undefined;
    const answer = await deed({ ...ctx, db: tx });
    if (changed(answer)) await noteChange(tx, ctx.support.sessionId);
    return { answer };
  });
}
