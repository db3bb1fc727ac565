/** Deleting an organization: closed at once, brought back by an owner for some days, then gone. */

import { lockAccount } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { type Deleted, deletedOf, markDeleted, ownersOf, unmarkDeleted } from '../../organization/deletion';
import { type Organization, ownedBy } from '../../organization/store';
import { ok, type Result, refused } from '../../result';
import { actor, actorHere, inTransaction, type OrganizationContext, type SignedInContext } from '../context';
import { mailOrigin } from '../steps/mail-origin';
import { ifPermitted } from '../steps/permitted';
import { record } from '../steps/record';
import { mostOwned } from './change-organization';

/** Every owner gets a mail. Nobody opens it from the next request on, and its address stays taken until it is gone. */
export const deleteOrganization = (
  ctx: OrganizationContext,
): Promise<Result<{ until: Date }, 'not_allowed'>> =>
  ifPermitted(ctx, 'organization.delete', async (tx): Promise<Result<{ until: Date }, 'not_allowed'>> => {
    const { id, name } = ctx.organization;
    const until = await markDeleted(tx, id, ctx.policy.organizationDeletionGrace);
    if (!until) return refused('not_allowed');
    await record(ctx, tx, {
      event: 'organization_deletion_requested',
      outcome: 'success',
      ...actorHere(ctx),
    });
    const facts = { ...mailOrigin(ctx), organization: name, until: until.toISOString() };
    for (const { userId, email } of await ownersOf(tx, id))
      await queueMail(tx, { kind: 'organization_deleted', recipient: email, userId, facts });
    return ok({ until });
  });

export const listDeleted = (ctx: SignedInContext): Promise<Deleted[]> =>
  deletedOf(ctx.db, ctx.user.id, ctx.policy.organizationDeletionGrace);

/** Roles, members and content are as they were. */
export const restoreOrganization = (
  ctx: SignedInContext,
  { organizationId }: { readonly organizationId: string },
): Promise<Result<Organization, 'not_found' | 'too_many'>> =>
  inTransaction(ctx, async (tx): Promise<Result<Organization, 'not_found' | 'too_many'>> => {
    await lockAccount(tx, ctx.user.id);
    if ((await ownedBy(tx, ctx.user.id)) >= mostOwned) return refused('too_many');
    const seat = { organizationId, userId: ctx.user.id };
    const back = await unmarkDeleted(tx, seat, ctx.policy.organizationDeletionGrace);
    if (!back) return refused('not_found');
    const event = 'organization_deletion_undone';
    await record(ctx, tx, { event, outcome: 'success', ...actor(ctx), organizationId });
    return ok(back);
  });
