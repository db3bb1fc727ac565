/** A change to somebody's API keys: their own, or an organization's, decided by the account and the role of that moment. */

import type { Transaction } from '../../../db/client';
import { lockAccount } from '../../account/store';
import type { KeyOwner } from '../../api-key/store';
import { allows } from '../../organization/permissions';
import { lockSeat } from '../../organization/store';
import { type Result, refused } from '../../result';
import { isDoorClosing } from '../../session/platform';
import { hasNotEnded } from '../../session/store';
import { actor, inTransaction, type Seat, type SignedInContext } from '../context';

export type KeysHeld = {
  readonly tx: Transaction;
  readonly owner: KeyOwner;
  /** Who does it, as the trail names them; an organization's own trail shows what is its. */
  readonly by: ReturnType<typeof actor> & { readonly organizationId?: string };
};

/**
 * `organization`: whose keys it is about, else the person's own. Holds the account and the organization, so that keys are counted
 * once and nothing that ends them falls in between. Only somebody who is signed in gets this far: no key makes another.
 */
export const withKeys = <Done, Reason extends string = never>(
  ctx: SignedInContext,
  organization: Seat | undefined,
  deed: (held: KeysHeld) => Promise<Result<Done, Reason>>,
): Promise<Result<Done, Reason | 'not_allowed'>> =>
  inTransaction(ctx, async (tx): Promise<Result<Done, Reason | 'not_allowed'>> => {
    const userId = ctx.user.id;
    await lockAccount(tx, userId);
    // In this order: an emergency that was committed in between is seen by the second.
    if (ctx.bearer || (await isDoorClosing(tx)) || !(await hasNotEnded(tx, ctx.session.id)))
      return refused('not_allowed');
    if (!organization) return deed({ tx, owner: { userId }, by: actor(ctx) });
    const organizationId = organization.id;
    const role = await lockSeat(tx, { organizationId, userId });
    if (!role || !allows(role, 'keys.manage')) return refused('not_allowed');
    return deed({ tx, owner: { organizationId }, by: { ...actor(ctx), organizationId } });
  });
