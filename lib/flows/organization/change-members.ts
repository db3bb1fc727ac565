/** Roles and memberships. Somebody who may no longer invite leaves no open invitations behind. Each change is decided under the organization's lock, by the roles of that moment and not by those on the page. */

import type { Transaction } from '../../../db/client';
import { endKeysOfMember } from '../../api-key/store';
import { withdrawInvitationsOf } from '../../invitation/store';
import { allows, mayChange, type OrganizationRole } from '../../organization/permissions';
import { countMembers, hasOtherOwner, lockSeat, removeSeat, setSeatRole } from '../../organization/store';
import { ok, type Result, refused } from '../../result';
import { actorHere, inTransaction, type OrganizationContext, whoActs } from '../context';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';

type Refusal = 'not_found' | 'not_allowed' | 'last_owner';

type Locked = {
  readonly tx: Transaction;
  readonly seat: { readonly organizationId: string; readonly userId: string };
  readonly by: OrganizationRole;
  readonly from: OrganizationRole;
};

/** The roles of who acts and of whom it concerns, as of now; nobody changes them until it is done. */
async function withSeats<Done, Reason extends string = Refusal>(
  ctx: OrganizationContext,
  userId: string,
  deed: (locked: Locked) => Promise<Result<Done, Reason>>,
): Promise<Result<Done, Refusal | Reason>> {
  const organizationId = ctx.organization.id;
  return inTransaction(ctx, async (tx): Promise<Result<Done, Refusal | Reason>> => {
    const by = await lockSeat(tx, { organizationId, userId: ctx.user.id });
    const from = await lockSeat(tx, { organizationId, userId });
    if (!by) return refused('not_allowed');
    if (!from) return refused('not_found');
    return deed({ tx, seat: { organizationId, userId }, by, from });
  });
}

const isLastOwner = async ({ tx, seat, from }: Locked) =>
  from === 'owner' && !(await hasOtherOwner(tx, seat));

export const changeMemberRole = (
  ctx: OrganizationContext,
  input: { userId: string; role: OrganizationRole },
): Promise<Result<void, Refusal>> =>
  withSeats(ctx, input.userId, async (locked) => {
    const { tx, seat, by, from } = locked;
    if (!mayChange({ by, from, to: input.role })) return refused('not_allowed');
    if (from === input.role) return ok(undefined);
    if (await isLastOwner(locked)) return refused('last_owner');
    await setSeatRole(tx, seat, input.role);
    if (!allows(input.role, 'members.manage')) await withdrawInvitationsOf(tx, seat);
    await record(ctx, tx, {
      event: 'member_role_changed',
      outcome: 'success',
      ...actorHere(ctx),
      userId: input.userId,
      data: { from, to: input.role },
    });
    return ok(undefined);
  });

/** Of somebody who no longer belongs there: neither what they sent out, nor keys that would go on without them. */
async function leaveNothingOpen(ctx: OrganizationContext, { tx, seat }: Locked): Promise<void> {
  await withdrawInvitationsOf(tx, seat);
  const by = whoActs(ctx);
  await record(ctx, tx, ...keyEnds(await endKeysOfMember(tx, seat, by), by));
}

/** What they made stays. Their other organizations and their sessions are left alone. */
export const removeMember = (
  ctx: OrganizationContext,
  input: { userId: string },
): Promise<Result<void, Refusal>> =>
  withSeats(ctx, input.userId, async (locked) => {
    const { tx, seat, by, from } = locked;
    if (!mayChange({ by, from })) return refused('not_allowed');
    if (await isLastOwner(locked)) return refused('last_owner');
    await removeSeat(tx, seat);
    await leaveNothingOpen(ctx, locked);
    await record(ctx, tx, {
      event: 'member_removed',
      outcome: 'success',
      ...actorHere(ctx),
      userId: input.userId,
      data: { role: from },
    });
    return ok(undefined);
  });

export const leaveOrganization = (ctx: OrganizationContext): Promise<Result<void, Refusal | 'only_member'>> =>
  withSeats(ctx, ctx.user.id, async (locked): Promise<Result<void, Refusal | 'only_member'>> => {
    if ((await countMembers(locked.tx, locked.seat.organizationId)) === 1) return refused('only_member');
    if (await isLastOwner(locked)) return refused('last_owner');
    await removeSeat(locked.tx, locked.seat);
    await leaveNothingOpen(ctx, locked);
    await record(ctx, locked.tx, { event: 'member_left', outcome: 'success', ...actorHere(ctx) });
    return ok(undefined);
  });
