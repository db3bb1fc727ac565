/** "This wasn't me", from a mail: everyone is signed out, and the password is disabled until a new one is chosen with the link that follows. */

import { stateOf } from '../../account/state';
import { withdrawAllInvitationsOf } from '../../invitation/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { applyConsequences } from '../steps/consequences';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { record } from '../steps/record';
import { keepFromDeletion, undoChangesSince } from './undo-email-change';
import { undoFactorsOf } from './undo-factors';

/** No sign-in needed: someone with the link reads the person's mail, and can do nothing else with it. Returns how many sessions ended. */
export async function reportSignIn(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<{ ended: number }, LinkRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'report_sign_in' } as const;
    const followed = await followLink(ctx, tx, of, (account) => stateOf(account) !== 'disabled');
    if (!followed) return refused('link_invalid');
    const { account: locked, link } = followed;
    await record(ctx, tx, {
      event: 'sign_in_reported',
      outcome: 'success',
      actorId: locked.id,
      userId: locked.id,
    });
    await keepFromDeletion(ctx, tx, locked);
    await undoFactorsOf(ctx, tx, locked, link);
    // Otherwise we would mail the way back in to the thief who took the address.
    const account = await undoChangesSince(ctx, tx, locked, link);
    // Some may be a thief's way to stay.
    await withdrawAllInvitationsOf(tx, locked.id);
    const { ended } = await applyConsequences(ctx, tx, { event: 'reported', account });
    return ok({ ended });
  });
}
