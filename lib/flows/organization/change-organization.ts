/** Founding, renaming and leaving organizations. */

import { lockAccount } from '../../account/store';
import {
  changeOrganization as change,
  createOrganization,
  type Organization,
  ownedBy,
} from '../../organization/store';
import { ok, type Result, refused } from '../../result';
import { actor, actorHere, inTransaction, type OrganizationContext, type SignedInContext } from '../context';
import { ifPermitted } from '../steps/permitted';
import { record } from '../steps/record';

type Named = { readonly name: string; readonly slug: string };

/** How many a person may own, their own included. */
export const mostOwned = 10;

export async function foundOrganization(
  ctx: SignedInContext,
  input: Named,
): Promise<Result<Organization, 'slug_taken' | 'too_many'>> {
  return inTransaction(ctx, async (tx) => {
    await lockAccount(tx, ctx.user.id);
    if ((await ownedBy(tx, ctx.user.id)) >= mostOwned) return refused('too_many');
    const made = await createOrganization(tx, { ...input, ownerId: ctx.user.id });
    if (!made) return refused('slug_taken');
    await record(ctx, tx, {
      event: 'organization_created',
      outcome: 'success',
      ...actor(ctx),
      organizationId: made.id,
    });
    return ok(made);
  });
}

/** Rows refer to the id, so nothing else changes with its address. */
export const renameOrganization = (
  ctx: OrganizationContext,
  input: Named,
): Promise<Result<Organization, 'slug_taken' | 'not_allowed'>> =>
  ifPermitted(ctx, 'organization.rename', async (tx): Promise<Result<Organization, 'slug_taken'>> => {
    const changed = await change(tx, ctx.organization.id, input);
    if (!changed) return refused('slug_taken');
    await record(ctx, tx, { event: 'organization_changed', outcome: 'success', ...actorHere(ctx) });
    return ok(changed);
  });
