/** Deleting one's account: closed at once, brought back by a mailed link for some days, then gone. */

import { type Account, lockAccount, requestDeletion, undoDeletion } from '../../account/store';
import { isOn } from '../../config/features';
import { ownedAlone } from '../../organization/departure';
import { ok, type Refused, type Result, refused } from '../../result';
import { hasNotEnded } from '../../session/store';
import { type AnonymousContext, actor, inTransaction, type SignedInContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { record } from '../steps/record';

/** The guard asks for fresh proof (ASVS 7.5.3). Ends every session, this one included. */
export async function deleteAccount(
  ctx: SignedInContext,
): Promise<Result<{ until: Date }, 'session_ended'> | (Refused<'last_owner'> & { organizations: string[] })> {
  return inTransaction(ctx, async (tx) => {
    const account = await lockAccount(tx, ctx.user.id);
    if (!(await hasNotEnded(tx, ctx.session.id))) return refused('session_ended');
    // Without organizations there is no page to hand one over; those who are left get one of them as the owner.
    const organizations = isOn('organizations') ? await ownedAlone(tx, account.id) : [];
    if (organizations.length > 0) return { ...refused('last_owner'), organizations };
    const until = await requestDeletion(tx, account.id, ctx.policy.deletionGracePeriod);
    if (!until) return refused('session_ended');
    await record(ctx, tx, { event: 'user_deletion_requested', outcome: 'success', ...actor(ctx) });
    await applyConsequences(ctx, tx, { event: 'account_deleted', account, until });
    return ok({ until });
  });
}

/** The link of the mail about it. Sessions stay ended; signing in works again. */
export async function restoreAccount(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<Pick<Account, 'email'>, LinkRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'undo_deletion' } as const;
    const followed = await followLink(ctx, tx, of, ({ deletionRequestedAt }) => deletionRequestedAt !== null);
    if (!followed) return refused('link_invalid');
    const { id, email } = followed.account;
    if (!(await undoDeletion(tx, id))) return refused('link_invalid');
    await record(ctx, tx, {
      event: 'user_deletion_undone',
      outcome: 'success',
      actorId: id,
      userId: id,
    });
    return ok({ email });
  });
}
