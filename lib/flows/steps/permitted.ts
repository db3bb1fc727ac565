/** A change to the organization itself, decided under its lock by the role of that moment and not by that on the page. */

import type { Transaction } from '../../../db/client';
import { allows, type Permission } from '../../organization/permissions';
import { lockSeat } from '../../organization/store';
import { type Result, refused } from '../../result';
import { hasNotEnded } from '../../session/store';
import { inTransaction, type OrganizationContext } from '../context';

export const ifPermitted = <Done, Reason extends string = never>(
  ctx: OrganizationContext,
  permission: Permission,
  deed: (tx: Transaction) => Promise<Result<Done, Reason>>,
): Promise<Result<Done, Reason | 'not_allowed'>> =>
  inTransaction(ctx, async (tx): Promise<Result<Done, Reason | 'not_allowed'>> => {
    const role = await lockSeat(tx, { organizationId: ctx.organization.id, userId: ctx.user.id });
    const may = role && allows(role, permission) && (await hasNotEnded(tx, ctx.session.id));
    return may ? deed(tx) : refused('not_allowed');
  });
